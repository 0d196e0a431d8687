#include "plugins/host/library.h"

#include <elf.h>
#include <unistd.h>

#define BOOST_DLL_USE_STD_FS
#include <boost/dll/shared_library.hpp>
#include <cstring>
#include <filesystem>
#include <system_error>

#include "anteroom/plugin_abi.h"
#include "plugins/host/wire.h"

namespace anteroom::host {
namespace {

#if defined(__x86_64__)
constexpr Elf64_Half kMachine = EM_X86_64;
#elif defined(__aarch64__)
constexpr Elf64_Half kMachine = EM_AARCH64;
#else
#error "Add this machine's ELF number."
#endif

/// 64 bytes of header, so that a wrong file is named as such and not by the loader's guess.
bool is_our_elf(int descriptor) {
  Elf64_Ehdr header{};
  return pread(descriptor, &header, sizeof header, 0) == sizeof header &&
         std::memcmp(header.e_ident, ELFMAG, SELFMAG) == 0 &&
         header.e_ident[EI_CLASS] == ELFCLASS64 && header.e_type == ET_DYN &&
         header.e_machine == kMachine;
}

/// Boost writes "...(dlerror system message: WORDS): stale errno text". Only WORDS mean something.
std::string loader_words(std::string text) {
  static constexpr std::string_view start = "dlerror system message: ";
  if (const std::size_t at = text.find(start); at != std::string::npos)
    text = text.substr(at + start.size());
  if (const std::size_t end = text.rfind("): "); end != std::string::npos) text.resize(end);
  return text.substr(0, 300);
}

struct Collected {
  std::string json;
  int replies = 0;
  bool oversize = false;
};

void collect(void* context, const char* json, std::size_t size) {
  auto* collected = static_cast<Collected*>(context);
  ++collected->replies;
  // The envelope needs a few bytes too.
  if (size > kMaxFrame - 256) {
    collected->oversize = true;
  } else if (json != nullptr) {
    collected->json.assign(json, size);
  }
}

}  // namespace

struct Library::State {
  boost::dll::shared_library library;
  anteroom_plugin_table table{};
};

Library::Library() : state_(std::make_unique<State>()) {}
Library::~Library() = default;

LoadProblem Library::load(int descriptor) {
  if (!is_our_elf(descriptor)) return {"AR-P006", "not a shared library for this machine"};
  using boost::dll::load_mode::rtld_local;
  using boost::dll::load_mode::rtld_now;
  try {
    state_->library.load("/proc/self/fd/" + std::to_string(descriptor), rtld_now | rtld_local);
    if (!state_->library.has(ANTEROOM_ENTRY_SYMBOL))
      return {"AR-P004", "no " ANTEROOM_ENTRY_SYMBOL};
    const auto& entry =
        state_->library.get<const anteroom_plugin_table*(std::uint32_t)>(ANTEROOM_ENTRY_SYMBOL);
    const anteroom_plugin_table* table = entry(ANTEROOM_ABI_MAJOR);
    if (table == nullptr) return {"AR-P005", "the plugin does not support this host"};
    if (table->struct_size < sizeof(anteroom_plugin_table))
      return {"AR-P005", "its table is too short"};
    if (table->abi_major != ANTEROOM_ABI_MAJOR)
      return {"AR-P005", "built for another major version"};
    if (table->call == nullptr) return {"AR-P005", "its table has no call"};
    state_->table = *table;
  } catch (const std::system_error& error) {
    return {"AR-P003", loader_words(error.what())};
  }
  return {};
}

std::uint32_t Library::abi_minor() const {
  return state_->table.abi_minor;
}

CallReply Library::call(std::string_view method, std::string_view params) noexcept {
  Collected collected;
  const std::int32_t status = state_->table.call(method.data(), method.size(), params.data(),
                                                 params.size(), &collect, &collected);
  if (collected.oversize || collected.replies > 1) return {"AR-P013", status, {}};
  if (status == ANTEROOM_OK)
    return collected.replies == 1 ? CallReply{"", 0, std::move(collected.json)}
                                  : CallReply{"AR-P013", 0, {}};
  if (collected.replies != 0) return {"AR-P013", status, {}};
  return {status == ANTEROOM_ERROR_UNKNOWN_METHOD ? "AR-P017" : "AR-P015", status, {}};
}

}  // namespace anteroom::host
