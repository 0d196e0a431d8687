/* The layout of the header that CMakeLists.txt puts on this file's path. */
#include "anteroom/plugin_abi.h"
#include "tests/compat/layout.h"

const abi_layout layout_current = ANTEROOM_LAYOUT;
