#include "zoo.h"

const anteroom_plugin_table* anteroom_plugin_entry(uint32_t host_abi_major) {
  static anteroom_plugin_table table;
  (void)host_abi_major;
  table = zoo_table;
  table.struct_size = 16;
  return &table;
}
