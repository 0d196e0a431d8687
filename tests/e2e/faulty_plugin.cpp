// The real upper-back-pain library, broken in one way: its coded check aborts (FAULT_ABORT) or
// never returns (FAULT_HANG).
#include <cstdlib>
#include <string_view>

#include "anteroom/condition_plugin.h"

#undef ANTEROOM_EXPORT_PLUGIN
#define ANTEROOM_EXPORT_PLUGIN(Type) using RealPlugin = Type;
#include "plugins/upper_back_pain/native/upper_back_pain.cpp"

namespace {

std::int32_t faulty_call(const char* method, std::size_t method_size, const char* params,
                         std::size_t params_size, anteroom_reply_fn reply, void* context) {
  static RealPlugin plugin;
  const std::string_view name(method, method_size);
  if (name == "redflag.check") {
#if defined(FAULT_ABORT)
    std::abort();
#else
    for (volatile bool forever = true; forever;) {
    }
#endif
  }
  std::string json;
  const std::int32_t status = plugin.call(name, std::string_view(params, params_size), json);
  if (status == ANTEROOM_OK) reply(context, json.data(), json.size());
  return status;
}

constexpr anteroom_plugin_table kTable{sizeof(anteroom_plugin_table), ANTEROOM_ABI_MAJOR,
                                       ANTEROOM_ABI_MINOR, 0, &faulty_call};

}  // namespace

extern "C" const anteroom_plugin_table* anteroom_plugin_entry(std::uint32_t host_abi_major) {
  return host_abi_major == ANTEROOM_ABI_MAJOR ? &kTable : nullptr;
}
