// One realistic Page for each screen of a visit, for drawing and reading tests. Made-up people and
// clinic.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "kiosk/flow/page.h"
#include "tests/support/sample_keyboards.h"

namespace anteroom::flow::samples {

inline Choice choice(std::string id, std::string label, std::string helper = {},
                     bool selected = false) {
  Choice made;
  made.id = std::move(id);
  made.label = Text(std::move(label));
  made.helper = Text(std::move(helper));
  made.selected = selected;
  return made;
}

inline Button button(std::string label, ActionKind kind, std::string id) {
  return Button{Text(std::move(label)), Action{kind, std::move(id), {}}};
}

inline Note note(Note::Look look, std::string title, std::string words) {
  Note made;
  made.look = look;
  made.title = Text(std::move(title));
  made.words = Text(std::move(words));
  return made;
}

/// The parts that every page has: clinic, help bar, language.
inline Page bare(PageKind kind, std::string key, std::string title, std::string helper = {}) {
  Page page;
  page.kind = kind;
  page.key = std::move(key);
  page.language = "en";
  page.clinic = Text("Maple Row Clinic");
  page.title = Text(std::move(title));
  page.helper = Text(std::move(helper));
  page.help = {button("Read aloud", ActionKind::read_aloud, "read-aloud"),
               button("Text size", ActionKind::text_size, "text-size"),
               button("Contrast", ActionKind::contrast, "contrast"),
               button("Language", ActionKind::language, "language"),
               button("Call staff", ActionKind::call_staff, "call-staff")};
  return page;
}

/// A bare page with progress, Stop and clear, Back and Continue.
inline Page stepped(PageKind kind, std::string key, int step, double fraction,
                    std::string step_name, std::string title, std::string helper = {}) {
  Page page = bare(kind, std::move(key), std::move(title), std::move(helper));
  page.step = step;
  page.steps = 8;
  page.step_fraction = fraction;
  page.progress = Text("Step " + std::to_string(step) + " of 8: " + step_name);
  page.stop = button("Stop and clear", ActionKind::stop, "stop");
  page.back = button("Back", ActionKind::back, "back");
  page.next = button("Continue", ActionKind::next, "continue");
  return page;
}

/// A stepped page with the skip row.
inline Page question(PageKind kind, std::string key, int step, double fraction,
                     std::string step_name, std::string title, std::string helper = {}) {
  Page page = stepped(kind, std::move(key), step, fraction, std::move(step_name), std::move(title),
                      std::move(helper));
  page.not_sure = choice("unknown:not-sure", "Not sure");
  page.declined = choice("unknown:declined", "Prefer not to answer");
  return page;
}

inline Page welcome() {
  Page page = bare(PageKind::welcome, "welcome", "Welcome",
                   "Answer some questions before you see your clinician. It takes about 8 minutes. "
                   "You can stop at "
                   "any time.");
  page.fields_title = Text("Choose your language");
  page.choices = {choice("language:en", "English", {}, true), choice("language:es", "Español")};
  page.notes = {note(Note::Look::info, {},
                     "If you do not touch the screen for 2 minutes, we ask if you are still there. "
                     "Then it clears.")};
  page.next = button("Start", ActionKind::next, "continue");
  return page;
}

inline Field field(std::string id, Field::Kind kind, std::string label, std::string value) {
  Field made;
  made.id = std::move(id);
  made.kind = kind;
  made.label = Text(std::move(label));
  made.value = std::move(value);
  return made;
}

inline Page check_in() {
  Page page = question(PageKind::check_in, "check-in", 1, 0.4, "About you", "Who is here today?",
                       "We hide your name after you type it, so others cannot read it.");
  page.fields = {field("field:given", Field::Kind::masked_name, "First name", "Mara"),
                 field("field:family", Field::Kind::masked_name, "Last name", "Oakley"),
                 field("field:month", Field::Kind::number, "Month", "03"),
                 field("field:day", Field::Kind::number, "Day", "17"),
                 field("field:year", Field::Kind::number, "Year", "1984")};
  page.fields_title = Text("Date of birth");
  page.readback = Text("March 17, 1984");
  page.extra = {button("Show my name", ActionKind::show_name, "show-name")};
  page.keyboard = digits("Next box");
  page.focus = "field:year";
  return page;
}

inline Page error() {
  Page page = check_in();
  page.mistakes_title = Text("Please fix one thing");
  Mistake mistake;
  mistake.words = Text("Month must be a number from 1 to 12. You typed 17.");
  mistake.target = "field:month";
  page.mistakes = {mistake};
  page.fields[2].value = "17";
  page.fields[2].mistake = true;
  page.fields[2].message = Text("Month must be a number from 1 to 12. You typed 17.");
  page.readback = Text::none();
  page.focus = "field:month";
  return page;
}

inline Page privacy() {
  Page page = question(PageKind::privacy, "privacy", 1, 0.8, "About you",
                       "Is it OK to share your answers with your care team?");
  page.notes = {note(Note::Look::info, "We ask about your pain and your health.",
                     "Your clinician reads your answers before your exam."),
                note(Note::Look::info, "Only your care team can see them.",
                     "We do not sell them or give them to anyone else."),
                note(Note::Look::info, "Your answers are locked,",
                     "and wiped from here within a day after the clinic has them."),
                note(Note::Look::info, "You are in charge.",
                     "Skip any question. You will still be seen today.")};
  page.choices = {choice("option:yes", "Yes, that is OK"),
                  choice("option:no", "No, talk to staff")};
  return page;
}

inline Page reason() {
  Page page = question(PageKind::reason, "reason", 2, 0.5, "Your visit",
                       "What is the main reason for your visit?",
                       "Choose one. You can tell us about other problems later.");
  Choice card = choice("option:upper-back-pain", "Upper back pain",
                       "From the base of the neck to the ribs", true);
  card.picture = "upper-back-pain";
  page.choices = {card};
  return page;
}

inline Region region(std::string code, std::string view, std::string path, std::string label,
                     int number, bool selected = false) {
  Region made;
  made.code = std::move(code);
  made.view = std::move(view);
  made.path = std::move(path);
  made.label = Text(std::move(label));
  made.number = number;
  made.selected = selected;
  return made;
}

inline Page body_map() {
  Page page = question(PageKind::body_map, "item:upper-back-pain/where-regions", 5, 0.2,
                       "Your pain", "Tap each spot that hurts.");
  page.multiple = true;
  page.view = "back";
  page.left_word = Text("Your left");
  page.right_word = Text("Your right");
  page.body_map_svg =
      R"svg(<svg viewBox="0 0 560 716" xmlns="http://www.w3.org/2000/svg"><g data-view="back"><path d="M322 170 C324 214 334 238 358 252 C402 278 442 284 474 292 C522 304 542 350 544 404 C548 500 552 600 556 716 L4 716 C8 600 12 500 16 404 C18 350 38 304 86 292 C118 284 158 278 202 252 C226 238 236 214 238 170 Z"/></g></svg>)svg";
  page.regions = {
      region("neck-base", "back",
             "M244 190 L316 190 C320 222 330 244 336 252 L336 300 L224 300 L224 252 C230 244 240 "
             "222 244 190 Z",
             "Base of neck", 1),
      region("shoulder-left", "back",
             "M212 264 C170 284 130 290 100 300 C70 310 54 332 48 356 L212 356 Z",
             "Top of left shoulder", 2),
      region("shoulder-right", "back",
             "M348 264 C390 284 430 290 460 300 C490 310 506 332 512 356 L348 356 Z",
             "Top of right shoulder", 3),
      region("blade-left", "back", "M100 368 L212 368 L212 520 L112 520 C104 470 100 420 100 368 Z",
             "Left shoulder blade", 4, true),
      region("between-blades", "back", "M224 312 L336 312 L336 520 L224 520 Z",
             "Between the shoulder blades", 5, true),
      region("blade-right", "back",
             "M460 368 L348 368 L348 520 L448 520 C456 470 460 420 460 368 Z",
             "Right shoulder blade", 6),
      region("mid-back-left", "back",
             "M114 532 L212 532 L212 676 L130 676 C128 630 120 580 114 532 Z", "Left middle back",
             7),
      region("mid-back-centre", "back", "M224 532 L336 532 L336 676 L224 676 Z",
             "Middle of the back", 8),
      region("mid-back-right", "back",
             "M446 532 L348 532 L348 676 L430 676 C432 630 440 580 446 532 Z", "Right middle back",
             9),
      region("chest-front", "front", "M180 320 L380 320 L380 480 L180 480 Z", "Front of the chest",
             10),
      region("other", "", "", "Somewhere else", 11)};
  page.extra = {button("Back view", ActionKind::view, "view:back"),
                button("Front view", ActionKind::view, "view:front")};
  return page;
}

inline Page scale() {
  Page page =
      question(PageKind::scale, "item:upper-back-pain/nrs-now", 5, 0.6, "Your pain",
               "How bad is the pain right now? 0 is no pain. 10 is the worst you can think of.");
  for (int number = 0; number <= 10; ++number) {
    page.choices.push_back(
        choice("option:" + std::to_string(number), std::to_string(number), {}, number == 6));
  }
  page.scale_low = Text("No pain");
  page.scale_high = Text("10 is the worst pain you can think of");
  page.faces_title = Text("Or choose a face");
  return page;
}

inline Page many_of() {
  Page page = question(PageKind::many_of, "item:upper-back-pain/quality", 5, 0.5, "Your pain",
                       "What does the pain feel like?", "Choose all that fit.");
  page.multiple = true;
  page.choices = {choice("option:dull", "Dull", "A steady ache", true),
                  choice("option:sharp", "Sharp", "Like a stab or a pinch"),
                  choice("option:burning", "Burning", "Hot or stinging"),
                  choice("option:tight", "Tight or stiff", "Hard to bend or turn", true),
                  choice("option:throbbing", "Throbbing", "Comes in beats, like a pulse")};
  return page;
}

inline Page one_of() {
  Page page = question(PageKind::one_of, "item:upper-back-pain/onset-when", 4, 0.5, "Your words",
                       "When did this pain start?");
  page.choices = {choice("option:lt-24h", "Less than a day ago"),
                  choice("option:d1-7", "1 to 7 days ago"),
                  choice("option:w1-6", "1 to 6 weeks ago", {}, true),
                  choice("option:w6-12", "6 to 12 weeks ago"),
                  choice("option:gt-3m", "More than 3 months ago")};
  return page;
}

inline Page yes_no() {
  Page page = question(PageKind::yes_no, "item:upper-back-pain/hx-cancer", 7, 0.1, "Your health",
                       "Have you ever had cancer?");
  page.choices = {choice("option:yes", "Yes"), choice("option:no", "No", {}, true)};
  page.notes = {
      note(Note::Look::info, {}, "We ask everyone this. Your answer helps us plan your care.")};
  return page;
}

inline Page rows() {
  Page page = question(PageKind::rows, "rows:upper-back-pain/now-chest-pain", 3, 0.2,
                       "Health checks", "Right now, do you have any of these?");
  page.notes = {
      note(Note::Look::info, {}, "We ask everyone this. Your answer helps us plan your care.")};
  const std::vector<std::pair<std::string, std::string>> questions = {
      {"now-chest-pain", "Pain, pressure or tightness in your chest"},
      {"now-breath", "Hard to get your breath"},
      {"now-sweat", "Cold sweat, or sick to your stomach with the pain"},
      {"now-faint", "Passed out, or felt you might pass out"}};
  for (const auto& [link_id, words] : questions) {
    Row row;
    row.link_id = link_id;
    row.question = Text(words);
    row.choices = {choice("row:" + link_id + ":yes", "Yes"),
                   choice("row:" + link_id + ":no", "No", {}, link_id == "now-breath"),
                   choice("row:" + link_id + ":asked-unknown", "Not sure")};
    page.rows.push_back(row);
  }
  return page;
}

inline Page text() {
  Page page = question(PageKind::text, "item:upper-back-pain/story-own-words", 4, 0.1, "Your words",
                       "In your own words, what is going on? (You can skip this.)");
  Field words = field(
      "field:text", Field::Kind::multiline, {},
      "It aches between my shoulder blades when I lie down to sleep. It wakes me up most nights");
  words.max_length = 240;
  page.fields = {words};
  page.counter_help = Text("You can write up to 240 letters");
  page.counter = Text("152 left");
  page.keyboard = letters();
  page.focus = "field:text";
  return page;
}

inline ReviewLine line(std::string asked, std::string answer, bool gap = false) {
  ReviewLine made;
  made.question = Text(std::move(asked));
  made.answer = Text(std::move(answer));
  made.gap = gap;
  return made;
}

inline ReviewGroup group(std::string title, std::vector<ReviewLine> lines, std::string id,
                         std::string change, bool gap = false) {
  ReviewGroup made;
  made.title = Text(std::move(title));
  made.lines = std::move(lines);
  made.change_id = std::move(id);
  made.change = Text(std::move(change));
  made.gap = gap;
  return made;
}

/// A time of day: the keypad with a colon.
inline Page time_of_day() {
  Page page = question(PageKind::number, "item:catalogue/wake-up", 6, 0.4, "Daily life",
                       "When do you usually wake up?", "Type it like 9:30 or 14:30.");
  Field field;
  field.id = "field:number";
  field.kind = Field::Kind::number;
  field.value = "7:30";
  page.keyboard.kind = Keyboard::Kind::digits;
  page.keyboard.rows = {"123", "456", "789", ":0"};
  page.keyboard.clear = Text("Clear");
  page.keyboard.erase = Text({}, "Delete");
  page.fields = {std::move(field)};
  page.focus = "field:number";
  return page;
}

/// Nothing to choose: only staff can take the answer.
inline Page staff_help() {
  Page page = question(PageKind::one_of, "item:catalogue/letter", 7, 0.5, "Your health",
                       "Do you have a letter from your doctor?");
  page.notes = {note(Note::Look::info, "",
                     "A staff member will help you with this. Tap Call staff, or go on: it stays "
                     "open.")};
  return page;
}

inline Page review() {
  Page page = stepped(PageKind::review, "review", 8, 0.5, "Check answers", "Check your answers",
                      "Change anything you like. Nothing is sent yet.");
  page.review = {
      group("Your visit", {line("Main reason", "Upper back pain")}, "change:2", "Change"),
      group("Health checks",
            {line("Hard to get your breath", "No"), line("Fever, chills or shakes", "No"),
             line("Lost weight without trying", "Not sure", true)},
            "change:3", "Answer", true),
      group("Your pain",
            {line("Tap each spot that hurts.", "Left shoulder blade, Between the shoulder blades"),
             line("How bad is the pain right now?", "6"),
             line("How does it feel?", "Dull or achy, Tight or stiff")},
            "change:5", "Change"),
      group("Daily life", {line("Does lying down change the pain?", "Not answered", true)},
            "change:6", "Answer", true)};
  page.next = button("Send my answers", ActionKind::next, "continue");
  return page;
}

inline Page urgent() {
  Page page = bare(PageKind::urgent, "urgent", "Please tell the front desk now",
                   "One of your answers means our team would like to talk to you soon.");
  page.notes = {
      note(Note::Look::warning, "We could not reach the desk screen.",
           "Please tell the front desk now."),
      note(Note::Look::info, {},
           "Feeling worse? Sit down and call out, or touch Call staff below."),
      note(Note::Look::info, {},
           "Touched the wrong answer? Go back and change it. Staff will still see this alert.")};
  page.back = button("Back", ActionKind::back, "back");
  page.next = button("I have told them", ActionKind::told_staff, "told-staff");
  return page;
}

inline Page done() {
  Page page = bare(PageKind::done, "done", "Thank you.",
                   "Your answers go to your care team. They have not been read yet.");
  page.notes = {
      note(Note::Look::info, "If you feel worse, tell the front desk.", {}),
      note(Note::Look::info, "This screen clears in 20 seconds.",
           "Your answers are locked, and wiped from here within a day after the clinic has them.")};
  page.seconds_left = 20;
  page.seconds_total = 20;
  page.next = button("Finish", ActionKind::finish, "finish");
  return page;
}

inline Page idle() {
  Page page = bare(PageKind::idle, "idle", "Are you still there?",
                   "To keep your answers private, this screen will clear in");
  page.seconds_left = 30;
  page.seconds_total = 60;
  page.seconds_word = Text("seconds");
  page.notes = {
      note(Note::Look::info, {},
           "Need more time? Take all you need. Touch the button and you get 2 more minutes.")};
  page.back = button("Clear and stop", ActionKind::clear_and_stop, "clear-and-stop");
  page.next = button("Yes, keep going", ActionKind::keep_going, "keep-going");
  return page;
}

inline std::vector<Page> all() {
  return {welcome(), check_in(), error(),   privacy(), reason(),      rows(),
          yes_no(),  one_of(),   many_of(), scale(),   body_map(),    text(),
          review(),  urgent(),   done(),    idle(),    time_of_day(), staff_help()};
}

}  // namespace anteroom::flow::samples
