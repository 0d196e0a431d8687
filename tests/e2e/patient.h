// A made-up patient at the kiosk: knows the answers of one golden case and gives them by touch (and
// keys for text).
//
//   Patient patient(cases_file, "C03");
//   while (patient.answer_page(kiosk)) {}       // one page a call, Continue included; false after
//   the done page
#pragma once

#include <functional>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "core/fhir/json.h"
#include "tests/e2e/kiosk_driver.h"

namespace anteroom::e2e {

class Patient {
 public:
  /// Reads the case's answers; the birth date fits its start-age today.
  Patient(const std::string& cases_file, const std::string& case_id);

  /// Has a second reason too, with the answers of a case of that condition. Shared questions are
  /// answered as the first case says where it knows them.
  void also(const std::string& cases_file, const std::string& case_id);
  /// Answers the page that is shown and goes on. `before_leaving` sees the filled page
  /// (screenshots).
  bool answer_page(KioskDriver& kiosk,
                   const std::function<void(const Screen&)>& before_leaving = {});
  /// Answers every page to the end of the visit, for a program that keeps pictures: `each_page`
  /// sees each filled page; a page that cannot be answered leaves failed.png among `screens`.
  void answer_visit(KioskDriver& kiosk, const std::string& screens,
                    const std::function<void(const Screen&)>& each_page);
  /// What has been acknowledged so far: linkId -> value in case notation ("not-sure" too); another
  /// reason's own as "<bundle id>/<linkId>".
  [[nodiscard]] const std::map<std::string, fhir::Json>& acknowledged() const {
    return acknowledged_;
  }
  std::string words = "It aches between my shoulder blades when I lie down to sleep.";

 private:
  void fill(KioskDriver& kiosk, const Screen& screen);
  void fill_rows(KioskDriver& kiosk, const Screen& screen);
  void fill_item(KioskDriver& kiosk, const std::string& plugin, const std::string& link_id);
  void choose(KioskDriver& kiosk, const std::string& code);
  void check_in(KioskDriver& kiosk);
  /// An emergency answer interrupts its page at once: the patient tells the desk and comes back to
  /// it.
  void tell_staff_when_asked(KioskDriver& kiosk);
  [[nodiscard]] const fhir::Json* answer_of(const std::string& plugin,
                                            const std::string& link_id) const;
  void told(const std::string& plugin, const std::string& link_id, fhir::Json value);

  struct Reason {
    std::string plugin;
    fhir::Json answers;
  };
  std::vector<Reason> reasons_;  ///< in the order in which they are chosen
  std::string birth_year_;
  std::function<void(const Screen&)> look_;  ///< before_leaving of the page being answered
  std::map<std::string, fhir::Json> pending_, acknowledged_;
};

}  // namespace anteroom::e2e
