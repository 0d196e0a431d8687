// anteroom plugin hash | keygen | sign | verify | install: which files a bundle is made of, and who
// vouches for them.
#include <chrono>
#include <iostream>
#include <memory>
#include <optional>

#include "core/base/clock.h"
#include "core/plugin/bundle.h"
#include "core/plugin/install.h"
#include "core/plugin/rehash.h"
#include "core/plugin/signature.h"
#include "kiosk/cli/plugin_commands.h"

namespace anteroom::cli {
namespace {

struct Arguments {
  std::string bundle, secret, holder, directory = ".", keys, into, from;
  int days = 730;
};

Instant in_days(Instant from, int days) {
  return from + std::chrono::days(days);
}

void keygen(Context& context, const Arguments& arguments) {
  Instant from = SystemClock().now();
  if (!arguments.from.empty()) {
    const Result<Instant> given = parse_instant(arguments.from);
    if (!given) return context.fail(2, given.error());
    from = *given;
  }
  const Result<plugin::KeyFiles> files = plugin::make_key_pair(
      arguments.directory, arguments.holder, from, in_days(from, arguments.days));
  if (!files) return context.fail(2, files.error());
  if (context.output == Output::json) {
    return context.print(fhir::Json::object()
                             .set("key", files->id)
                             .set("public", files->public_file)
                             .set("secret", files->secret_file));
  }
  std::cout << "Key " << files->id << ", valid for " << arguments.days << " days\n  give away  "
            << files->public_file << "\n  keep       " << files->secret_file << '\n';
}

void sign(Context& context, const Arguments& arguments) {
  const plugin::Bundle::Loaded loaded = plugin::Bundle::load(arguments.bundle);
  // A signature says that the files are the ones meant: a bundle that does not load gets none.
  if (!loaded.bundle) return context.fail(1, loaded.errors.front());
  const Result<std::string> key = plugin::sign_bundle(arguments.bundle, arguments.secret);
  if (!key) return context.fail(2, key.error());
  const plugin::Manifest& manifest = loaded.bundle->manifest();
  if (context.output == Output::json) {
    return context.print(fhir::Json::object()
                             .set("plugin", manifest.id)
                             .set("version", manifest.version)
                             .set("key", *key));
  }
  std::cout << "Signed " << manifest.id << ' ' << manifest.version << " with key " << *key << '\n';
}

void rehash(Context& context, const Arguments& arguments) {
  const Result<std::vector<std::string>> changed = plugin::rehash_bundle(arguments.bundle);
  if (!changed) return context.fail(2, changed.error());
  if (context.output == Output::json) {
    fhir::Json list = fhir::Json::array();
    for (const std::string& path : *changed) list.push(path);
    return context.print(fhir::Json::object().set("changed", std::move(list)));
  }
  for (const std::string& path : *changed) std::cout << path << '\n';
  std::cout << changed->size() << " hashes changed in plugin.json.\n";
}

void verify(Context& context, const Arguments& arguments) {
  const Result<plugin::TrustedKeys> keys = plugin::TrustedKeys::read(arguments.keys);
  if (!keys) return context.fail(2, keys.error());
  const Result<std::string> vouched = keys->verify(arguments.bundle, SystemClock().now());
  if (!vouched) return context.fail(1, vouched.error());
  if (context.output == Output::json) return context.print(fhir::Json::object().set("ok", true));
  std::cout << "Signed by a trusted key.\n";
}

void install(Context& context, const Arguments& arguments) {
  std::optional<plugin::TrustedKeys> keys;
  if (!arguments.keys.empty()) {
    Result<plugin::TrustedKeys> read = plugin::TrustedKeys::read(arguments.keys);
    if (!read) return context.fail(2, read.error());
    keys.emplace(std::move(*read));
  }
  const Result<std::string> where = plugin::install_bundle(
      arguments.bundle, arguments.into, keys ? &*keys : nullptr, SystemClock().now());
  if (!where) return context.fail(where.error().code == "AR-P028" ? 2 : 1, where.error());
  if (context.output == Output::json)
    return context.print(fhir::Json::object().set("installed", *where));
  std::cout << "Installed " << *where << '\n';
}

void add_install(CLI::App& plugin, Context& context, const std::shared_ptr<Arguments>& arguments) {
  CLI::App* command = plugin.add_subcommand(
      "install", "Checks a bundle and its signature and puts it into a kiosk's plugin directory");
  command->add_option("bundle", arguments->bundle, "Directory of the plugin")->required();
  command->add_option("--into", arguments->into, "The kiosk's plugin directory")->required();
  CLI::Option* keys = command->add_option("--keys", arguments->keys, "Directory of public keys");
#ifdef ANTEROOM_DEVELOPER_MODE
  keys->description("Directory of public keys (default: nobody has to vouch for it)");
#else
  keys->required();
#endif
  add_json_flag(*command, context);
  command->callback([&context, arguments] { install(context, *arguments); });
}

}  // namespace

void add_plugin_sign_commands(CLI::App& plugin, Context& context) {
  auto arguments = std::make_shared<Arguments>();
  CLI::App* keys = plugin.add_subcommand("keygen", "A new key pair for signing plugins");
  keys->add_option("--holder", arguments->holder, "Who signs with it")->required();
  keys->add_option("--from", arguments->from,
                   "When it becomes valid, like 2026-11-24T00:00:00Z (default: now)");
  keys->add_option("--out", arguments->directory, "Where to put the two files (default: here)");
  keys->add_option("--days", arguments->days, "How long it is valid")
      ->capture_default_str()
      ->check(CLI::Range(1, 3650));
  add_json_flag(*keys, context);
  keys->callback([&context, arguments] { keygen(context, *arguments); });

  CLI::App* hash = plugin.add_subcommand(
      "hash", "After an edit: writes the hashes of the bundle's files into plugin.json");
  hash->add_option("bundle", arguments->bundle, "Directory of the plugin")->required();
  add_json_flag(*hash, context);
  hash->callback([&context, arguments] { rehash(context, *arguments); });

  CLI::App* put = plugin.add_subcommand("sign", "Signs a bundle: writes plugin.sig");
  put->add_option("bundle", arguments->bundle, "Directory of the plugin")->required();
  put->add_option("--key", arguments->secret, "The <id>.secret.json of keygen")->required();
  add_json_flag(*put, context);
  put->callback([&context, arguments] { sign(context, *arguments); });

  CLI::App* test = plugin.add_subcommand("verify", "Is the bundle signed by a trusted key?");
  test->add_option("bundle", arguments->bundle, "Directory of the plugin")->required();
  test->add_option("--keys", arguments->keys, "Directory of public keys")->required();
  add_json_flag(*test, context);
  test->callback([&context, arguments] { verify(context, *arguments); });

  add_install(plugin, context, arguments);
}

}  // namespace anteroom::cli
