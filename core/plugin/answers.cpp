// From a bundle and a live form to what its library may see.
#include "core/plugin/host_client.h"

namespace anteroom::plugin {

HostClient::HostClient(std::shared_ptr<const Bundle> bundle, HostOptions options)
    : HostClient(HostedPlugin{bundle->manifest(), bundle->directory()}, std::move(options)) {}

PluginAnswers answers_for(const Manifest& manifest, const form::Form& form) {
  PluginAnswers answers;
  for (const std::string& link_id : manifest.reads) {
    for (form::ItemState& state : form.states(link_id))
      answers.items.emplace_back(link_id, std::move(state));
  }
  return answers;
}

}  // namespace anteroom::plugin
