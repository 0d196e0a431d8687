/* Plain C, and fine: the measure for its neighbours. */
#include "zoo.h"

const anteroom_plugin_table* anteroom_plugin_entry(uint32_t host_abi_major) {
  return host_abi_major == ANTEROOM_ABI_MAJOR ? &zoo_table : NULL;
}
