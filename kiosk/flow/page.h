// A Page is what one screen means: words, controls, states. No pixels, no wx. kiosk/ui draws it,
// kiosk/speech reads it; both see the same words, so what is seen is what is spoken. All words are
// already in the visit's language.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace anteroom::flow {

/// A visible string that speech says too. Cannot be made empty by accident: an empty one is
/// Text::none().
class Text {
 public:
  explicit Text(std::string words) : shown_(words), spoken_(std::move(words)) {}
  Text(std::string shown, std::string spoken)
      : shown_(std::move(shown)), spoken_(std::move(spoken)) {}
  [[nodiscard]] static Text none() { return Text(std::string{}); }
  [[nodiscard]] const std::string& shown() const { return shown_; }
  [[nodiscard]] const std::string& spoken() const { return spoken_; }
  [[nodiscard]] bool empty() const { return shown_.empty(); }

 private:
  std::string shown_, spoken_;
};

enum class PageKind : std::uint8_t {
  unset = 0,
  welcome,
  check_in,
  privacy,
  reason,
  one_of,
  many_of,
  yes_no,
  rows,
  scale,
  slider,
  search,
  entries,
  reading,
  body_map,
  number,
  text,
  date,
  open_questions,
  review,
  urgent,
  done,
  idle,
  stop_confirm,
  out_of_order,
  message
};

/// What a control does when used; `id` names it within the page ("option:yes",
/// "row:now-breath:yes", "continue").
enum class ActionKind : std::uint8_t {
  unset = 0,
  choose,
  type_text,
  set_number,
  back,
  next,
  stop,
  call_staff,
  read_aloud,
  text_size,
  contrast,
  language,
  unknown_not_sure,
  unknown_declined,
  change_item,
  told_staff,
  finish,
  keep_going,
  clear_and_stop,
  show_name,
  more,
  view,
  add_entry,
  change_entry,
  remove_entry,
  show_help
};

struct Action {
  ActionKind kind = ActionKind::unset;
  std::string id;     ///< the control's id
  std::string value;  ///< typed text, number
};

/// A picture that the form brings itself; nothing is ever fetched.
struct Picture {
  std::string bytes;  ///< PNG or JPEG
  Text words = Text::none();
};

/// Ids. choose: "option:<code>" (also body regions and scale numbers), "row:<linkId>:<code>",
/// "language:<tag>". Others: "unknown:not-sure", "unknown:declined", "back", "continue", "stop",
/// "read-aloud", "text-size", "contrast", "language", "call-staff", "view:back", "view:front",
/// "more:next", "more:previous", "change:<n>", "field:<name>", "unit:<n>", "number:less",
/// "number:more", "entry:add", "entry:change:<n>", "entry:remove:<n>", "help:show".
struct Choice {
  std::string id;  ///< stable for tests and speech
  Text label = Text::none();
  Text helper = Text::none();
  bool selected = false;
  bool exclusive = false;
  std::string picture;  ///< name of a built-in drawing (reason cards), "" none
  std::shared_ptr<const Picture> media;
};

struct Row {  ///< one question of a row page
  std::string link_id;
  Text question = Text::none();
  std::vector<Choice> choices;  ///< Yes, No, Not sure: ids "row:<linkId>:<code>"
  bool mistake = false;
};

struct Field {  ///< check-in, text, number, date
  enum class Kind : std::uint8_t { unset = 0, text, masked_name, number, multiline };
  std::string id;
  Kind kind = Kind::unset;
  Text label = Text::none();
  std::string value;  ///< what was typed
  std::string unit;
  int max_length = 0;  ///< graphemes, 0 none
  bool mistake = false;
  bool revealed = false;        ///< masked_name only: "Show my name" is on, draw the letters
  Text message = Text::none();  ///< under the field when mistake
};

/// The on-screen keyboard or keypad of the page: its keys and the words on them. A view edits its
/// field and sends the whole new text as Action{type_text, <field id>, <text>}.
struct Keyboard {
  enum class Kind : std::uint8_t { none = 0, digits, letters };
  Kind kind = Kind::none;
  std::vector<std::string> rows;      ///< rows of keys, one letter (UTF-8) a key, lower case
  std::string accents;                ///< letters behind the accents key
  Text accents_label = Text::none();  ///< "áéñ"
  Text next_box = Text::none();       ///< digits with several boxes
  Text clear = Text::none();          ///< digits with one box
  Text space = Text::none(), new_line = Text::none();
  Text erase = Text::none(),
       shift = Text::none();  ///< drawn as icons: shown() is empty, spoken() is not
};

struct Region {  ///< body map
  std::string code;
  std::string view;  ///< "back" | "front" | "" list only
  std::string path;  ///< SVG path, M L C Z
  Text label = Text::none();
  int number = 0;
  bool selected = false;
};

/// One entry of a repeating group: what was answered in it, and what can be done with it.
struct Entry {
  Text number = Text::none(), words = Text::none();
  Text open = Text::none();  ///< "2 not answered"; none when nothing is open
  Action change, remove;
  Text change_word = Text::none(), remove_word = Text::none();
};

/// A line of values to touch; less and more are buttons of the page.
struct Slider {
  std::vector<std::string> stops;  ///< rising; ids "option:<stop>"
  int at = -1;                     ///< index of the chosen stop, -1 none
  Text value = Text::none();       ///< "37 kg", or that nothing is chosen yet
};

struct ReviewLine {
  Text question = Text::none(), answer = Text::none();
  bool gap = false;  ///< not answered / not sure / declined
};
struct ReviewGroup {
  Text title = Text::none();
  std::vector<ReviewLine> lines;
  std::string change_id;       ///< action change_item with this id
  Text change = Text::none();  ///< "Change" or "Answer"
  bool gap = false;
};

struct Mistake {
  Text words = Text::none();
  std::string target;  ///< field / row id to jump to
};

struct Note {
  enum class Look : std::uint8_t { unset = 0, info, done, waiting, warning };
  Look look = Look::unset;
  Text title = Text::none(), words = Text::none();
};

struct Button {
  Text label = Text::none();
  Action action;
};

/// The screen. Fields not used by a kind stay empty.
struct Page {
  PageKind kind = PageKind::unset;
  std::string key;  ///< stable identity ("item:upper-back-pain/quality"), for tests and screenshots
  std::string language;  ///< BCP 47
  bool right_to_left = false;
  Text clinic = Text::none();
  int step = 0, steps = 0;       ///< progress; 0 = no bar
  double step_fraction = 0;      ///< how far inside the step, 0..1
  Text progress = Text::none();  ///< "Step 3 of 8: Your pain"
  /// The one thing in another language than the page: that it could not be shown in the patient's.
  Text notice = Text::none();
  std::string notice_language;  ///< BCP 47, the patient's; "" without a notice
  Text title = Text::none();
  Text helper = Text::none();
  std::vector<Mistake> mistakes;
  Text mistakes_title = Text::none();
  std::vector<Choice>
      choices;  ///< one_of, many_of, yes_no, reason, welcome languages, scale (0..10), privacy
  bool multiple = false;
  std::vector<Row> rows;
  std::vector<Field> fields;
  std::vector<Region> regions;
  std::vector<Choice> units;     ///< number: units to choose from
  std::vector<Entry> entries;    ///< entries
  std::optional<Slider> slider;  ///< slider
  std::shared_ptr<const Picture> picture;
  bool side_by_side = false;  ///< choiceOrientation horizontal
  std::string body_map_svg;   ///< the plugin's whole svg (outline)
  std::string view;           ///< "back" | "front"
  Text left_word = Text::none(),
       right_word = Text::none();  ///< strip words in drawing order left, right
  Text scale_low = Text::none(), scale_high = Text::none(), faces_title = Text::none();
  std::vector<ReviewGroup> review;
  std::vector<Note> notes;
  bool private_page = false;
  Text speaker_words =
      Text::none();  ///< private page on the open speaker: said instead of words_of (never drawn)
  Text readback = Text::none();  ///< check-in and date: what was typed, with the month's name
  Text fields_title =
      Text::none();  ///< check-in: "Date of birth", over the fields "field:month|day|year"
  Text counter_help = Text::none(),
       counter = Text::none();  ///< text: "You can write up to 240 letters", "152 left"
  Keyboard keyboard;
  std::string focus;           ///< id that takes the keyboard focus first; "" = the title
  int text_scale = 100;        ///< 100, 125 or 150 (per cent); reset for every visit
  bool high_contrast = false;  ///< reset for every visit
  int seconds_left = 0, seconds_total = 0;   ///< idle countdown; done page until it clears
  Text seconds_word = Text::none();          ///< idle: "seconds"
  int page_index = 0, page_count = 1;        ///< "More answers"
  std::optional<Choice> not_sure, declined;  ///< skip row
  std::optional<Button> back, next, stop;
  std::vector<Button> help;  ///< the five of the help bar, Call staff last
  std::vector<Button>
      extra;  ///< "Lower the buttons", "Show my name", "Read the full privacy notice", views
};

/// Everything visible on the page in reading order (tests: what is seen is what is spoken).
[[nodiscard]] std::vector<Text> words_of(const Page& page);

}  // namespace anteroom::flow
