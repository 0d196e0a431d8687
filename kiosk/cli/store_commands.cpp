// anteroom store verify | stats: is the kiosk's store sound, and what is in it. Counts and places,
// never content.
#include <filesystem>
#include <iostream>
#include <memory>

#include "core/store/store.h"
#include "kiosk/cli/commands.h"

namespace anteroom::cli {
namespace {

constexpr const char* kDefaultState = "/var/lib/anteroom";

/// Opens what is there; a command that only looks makes neither store nor key.
Result<std::unique_ptr<store::Store>> open_existing(const Context& context, const Clock& clock) {
  store::StoreOptions options;
  options.directory = context.state_directory.empty() ? kDefaultState : context.state_directory;
  options.key_file = options.directory + "/keys/device.key";
  options.create_key = false;
  std::error_code failed;
  if (!std::filesystem::is_regular_file(options.directory + "/anteroom.db", failed))
    return Error{"AR-C020",
                 "There is no store in this state directory.",
                 options.directory,
                 "Name the directory with --state DIR.",
                 0,
                 0};
  return store::Store::open(std::move(options), clock);
}

/// A damaged store is the checked thing being bad (1); everything else means the command could not
/// look (2).
int exit_code_of(const Error& error) {
  return error.code == "AR-S004" ? 1 : 2;
}

fhir::Json json_of(const store::Stats& stats) {
  using fhir::Json;
  return Json::object()
      .set("schema_version", stats.schema_version)
      .set("visits", Json::object()
                         .set("draft", stats.visits_draft)
                         .set("finished", stats.visits_finished)
                         .set("stopped", stats.visits_stopped)
                         .set("timed_out", stats.visits_timed_out))
      .set("events", stats.events)
      .set("outbox", Json::object()
                         .set("created", stats.outbox_created)
                         .set("delivered", stats.outbox_delivered)
                         .set("pending", stats.outbox_pending)
                         .set("dead", stats.outbox_dead))
      .set(
          "alerts",
          Json::object().set("raised", stats.alerts).set("acknowledged", stats.alerts_acknowledged))
      .set("audit_rows", stats.audit_rows);
}

void verify(Context& context) {
  const SystemClock clock;
  const auto store = open_existing(context, clock);
  if (!store) return context.fail(exit_code_of(store.error()), store.error());
  const Errors errors = (*store)->verify();
  const Result<std::string> head = (*store)->audit_head();
  context.exit_code = errors.empty() ? 0 : 1;
  if (context.output == Output::json) {
    fhir::Json list = fhir::Json::array();
    for (const Error& error : errors) list.push(to_json(error));
    context.print(fhir::Json::object()
                      .set("ok", errors.empty())
                      .set("audit_head", head ? *head : std::string())
                      .set("errors", std::move(list)));
    return;
  }
  for (const Error& error : errors) std::cout << error.to_string() << '\n';
  if (errors.empty())
    std::cout << "The store is sound. Audit head " << (head ? *head : "unknown") << '\n';
}

void stats(Context& context) {
  const SystemClock clock;
  const auto store = open_existing(context, clock);
  if (!store) return context.fail(exit_code_of(store.error()), store.error());
  const Result<store::Stats> stats = (*store)->stats();
  if (!stats) return context.fail(exit_code_of(stats.error()), stats.error());
  if (context.output == Output::json) return context.print(json_of(*stats));
  std::cout << "layout version  " << stats->schema_version << '\n'
            << "visits          " << stats->visits_draft << " draft, " << stats->visits_finished
            << " finished, " << stats->visits_stopped << " stopped, " << stats->visits_timed_out
            << " timed out\n"
            << "events          " << stats->events << '\n'
            << "outbox          " << stats->outbox_created
            << " created = " << stats->outbox_delivered << " delivered + " << stats->outbox_pending
            << " pending + " << stats->outbox_dead << " dead\n"
            << "alerts          " << stats->alerts << ", " << stats->alerts_acknowledged
            << " acknowledged\n"
            << "audit rows      " << stats->audit_rows << '\n';
}

}  // namespace

void add_store_commands(CLI::App& app, Context& context) {
  CLI::App* group = app.add_subcommand("store", "The kiosk's store: verify, stats");
  group->require_subcommand(1);
  CLI::App* check = group->add_subcommand(
      "verify", "Check every promise of the store; exit 1 when one is broken");
  add_json_flag(*check, context);
  check->callback([&context] { verify(context); });
  CLI::App* count = group->add_subcommand("stats", "Count visits, events, outbox and alerts");
  add_json_flag(*count, context);
  count->callback([&context] { stats(context); });
}

}  // namespace anteroom::cli
