#include "zoo.h"

const anteroom_plugin_table* anteroom_plugin_entry(uint32_t host_abi_major) {
  static anteroom_plugin_table table;
  table = zoo_table;
  table.abi_major = host_abi_major + 1;
  return &table;
}
