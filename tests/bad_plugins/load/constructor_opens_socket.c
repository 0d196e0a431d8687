/* Dies when the socket is refused, and would be a good plugin otherwise. */
#include <stdlib.h>
#include <sys/socket.h>

#include "zoo.h"

__attribute__((constructor)) static void misbehave(void) {
  if (socket(AF_INET, SOCK_STREAM, 0) < 0) abort();
}

const anteroom_plugin_table* anteroom_plugin_entry(uint32_t host_abi_major) {
  (void)host_abi_major;
  return &zoo_table;
}
