#include "zoo.h"

ANTEROOM_EXPORT const anteroom_plugin_table* some_other_entry(void) {
  return &zoo_table;
}
