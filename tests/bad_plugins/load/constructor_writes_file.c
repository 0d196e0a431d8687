/* Dies when no file can be written, and would be a good plugin otherwise. */
#include <fcntl.h>
#include <stdlib.h>

#include "zoo.h"

__attribute__((constructor)) static void misbehave(void) {
  if (open("/tmp/anteroom-zoo", O_CREAT | O_WRONLY, 0600) < 0 && open("/etc/passwd", O_WRONLY) < 0)
    abort();
}

const anteroom_plugin_table* anteroom_plugin_entry(uint32_t host_abi_major) {
  (void)host_abi_major;
  return &zoo_table;
}
