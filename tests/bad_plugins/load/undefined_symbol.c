#include "zoo.h"

extern int anteroom_zoo_nobody_defines_this(void);

const anteroom_plugin_table* anteroom_plugin_entry(uint32_t host_abi_major) {
  return anteroom_zoo_nobody_defines_this() == (int)host_abi_major ? &zoo_table : NULL;
}
