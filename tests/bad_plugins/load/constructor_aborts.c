#include <stdlib.h>

#include "zoo.h"

__attribute__((constructor)) static void misbehave(void) {
  abort();
}

const anteroom_plugin_table* anteroom_plugin_entry(uint32_t host_abi_major) {
  (void)host_abi_major;
  return &zoo_table;
}
