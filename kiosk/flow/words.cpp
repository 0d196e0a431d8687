// The word table. Reading age 11 or under, one idea a sentence, at most 15 words; Spanish is plain
// Latin American.
#include "kiosk/flow/words.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <utility>

namespace anteroom::flow {
namespace {

struct Entry {
  Word word;
  const char* english;
  const char* spanish;
};

constexpr auto kCount = static_cast<std::size_t>(Word::count_);

constexpr std::array<Entry, kCount> kTable = {{
    {Word::unset, "", ""},
    {Word::read_aloud, "Read aloud", "Leer en voz alta"},
    {Word::text_size, "Text size", "Tamaño de letra"},
    {Word::contrast, "Contrast", "Contraste"},
    {Word::language, "Language", "Idioma"},
    {Word::call_staff, "Call staff", "Pedir ayuda"},
    {Word::stop_button, "Stop and clear", "Parar y borrar"},
    {Word::back_button, "Back", "Atrás"},
    {Word::continue_button, "Continue", "Continuar"},
    {Word::start_button, "Start", "Empezar"},
    {Word::finish_button, "Finish", "Terminar"},
    {Word::not_sure, "Not sure", "No sé"},
    {Word::declined, "Prefer not to answer", "Prefiero no contestar"},
    {Word::yes, "Yes", "Sí"},
    {Word::no, "No", "No"},
    {Word::answer_button, "Answer", "Contestar"},
    {Word::change_button, "Change", "Cambiar"},
    {Word::more_answers, "More answers ({0} of {1})", "Más respuestas ({0} de {1})"},
    {Word::show_name, "Show my name", "Mostrar mi nombre"},
    {Word::hide_name, "Hide my name", "Ocultar mi nombre"},
    {Word::progress, "Step {0} of {1}: {2}", "Paso {0} de {1}: {2}"},
    {Word::step_1, "About you", "Sobre usted"},
    {Word::step_2, "Your visit", "Su visita"},
    {Word::step_3, "Health checks", "Preguntas de salud"},
    {Word::step_4, "Your words", "Sus palabras"},
    {Word::step_5, "Your pain", "Su dolor"},
    {Word::step_6, "Daily life", "Vida diaria"},
    {Word::step_7, "Your health", "Su salud"},
    {Word::step_8, "Check answers", "Revisar respuestas"},
    {Word::welcome_title, "Welcome", "Le damos la bienvenida"},
    {Word::welcome_helper,
     "Answer some questions before you see your clinician. It takes about 8 minutes. You can stop "
     "at any time.",
     "Conteste unas preguntas antes de su consulta. Toma unos 8 minutos. Puede parar cuando "
     "quiera."},
    {Word::choose_language, "Choose your language", "Elija su idioma"},
    {Word::timeout_note, "After {0} seconds without a touch we ask if you are still there.",
     "Tras {0} segundos sin tocar la pantalla le preguntamos si sigue ahí."},
    {Word::not_a_doctor, "This form does not replace a doctor.",
     "Este formulario no reemplaza a un médico."},
    {Word::check_in_title, "Who is here today?", "¿Quién viene hoy?"},
    {Word::check_in_helper, "We hide your name after you type it, so others cannot read it.",
     "Ocultamos su nombre cuando lo escribe, para que otros no lo lean."},
    {Word::first_name, "First name", "Nombre"},
    {Word::last_name, "Last name", "Apellido"},
    {Word::birth_date, "Date of birth", "Fecha de nacimiento"},
    {Word::month, "Month", "Mes"},
    {Word::day, "Day", "Día"},
    {Word::year, "Year", "Año"},
    {Word::month_1, "January", "enero"},
    {Word::month_2, "February", "febrero"},
    {Word::month_3, "March", "marzo"},
    {Word::month_4, "April", "abril"},
    {Word::month_5, "May", "mayo"},
    {Word::month_6, "June", "junio"},
    {Word::month_7, "July", "julio"},
    {Word::month_8, "August", "agosto"},
    {Word::month_9, "September", "septiembre"},
    {Word::month_10, "October", "octubre"},
    {Word::month_11, "November", "noviembre"},
    {Word::month_12, "December", "diciembre"},
    {Word::date_words, "{0} {1}, {2}", "{1} de {0} de {2}"},
    {Word::name_hidden, "Your name is hidden", "Su nombre está oculto"},
    {Word::fix_one, "Please fix one thing", "Corrija una cosa, por favor"},
    {Word::fix_many, "Please fix {0} things", "Corrija {0} cosas, por favor"},
    {Word::month_range, "Month must be a number from 1 to 12. You typed {0}.",
     "El mes debe ser un número de 1 a 12. Usted escribió {0}."},
    {Word::day_range, "Day must be a number from 1 to {1}. You typed {0}.",
     "El día debe ser un número de 1 a {1}. Usted escribió {0}."},
    {Word::year_range, "Year must be a number from 1900 to {1}. You typed {0}.",
     "El año debe ser un número de 1900 a {1}. Usted escribió {0}."},
    {Word::month_empty, "Please type the month.", "Escriba el mes, por favor."},
    {Word::day_empty, "Please type the day.", "Escriba el día, por favor."},
    {Word::year_empty, "Please type the year.", "Escriba el año, por favor."},
    {Word::date_in_future, "This date is still to come. Please check it.",
     "Esta fecha todavía no llega. Revísela, por favor."},
    {Word::first_name_empty, "Please type your first name, or choose Not sure.",
     "Escriba su nombre, o elija No sé."},
    {Word::last_name_empty, "Please type your last name, or choose Not sure.",
     "Escriba su apellido, o elija No sé."},
    {Word::birth_date_empty, "Please type your date of birth, or choose Not sure.",
     "Escriba su fecha de nacimiento, o elija No sé."},
    {Word::choose_an_answer, "Please choose an answer, or Not sure, or Prefer not to answer",
     "Elija una respuesta, o No sé, o Prefiero no contestar"},
    {Word::choose_reason, "Please choose an answer", "Elija una respuesta, por favor"},
    {Word::number_range, "The number must be from {1} to {2}. You typed {0}.",
     "El número debe ser de {1} a {2}. Usted escribió {0}."},
    {Word::number_least, "The number must be {1} or more. You typed {0}.",
     "El número debe ser {1} o más. Usted escribió {0}."},
    {Word::number_most, "The number must be {1} or less. You typed {0}.",
     "El número debe ser {1} o menos. Usted escribió {0}."},
    {Word::not_a_number, "Please type a number. You typed {0}.",
     "Escriba un número. Usted escribió {0}."},
    {Word::whole_number, "Please type a whole number. You typed {0}.",
     "Escriba un número entero. Usted escribió {0}."},
    {Word::time_wrong, "Please type a time from 0:00 to 23:59. You typed {0}.",
     "Escriba una hora de 0:00 a 23:59. Usted escribió {0}."},
    {Word::time_helper, "Type it like 9:30 or 14:30.", "Escríbala así: 9:30 o 14:30."},
    {Word::staff_helps,
     "A staff member will help you with this. Tap Call staff, or go on: it stays open.",
     "Un miembro del personal le ayudará con esto. Toque Pedir ayuda, o siga: queda pendiente."},
    {Word::own_answer, "Something else (type it)", "Otra respuesta (escribirla)"},
    {Word::does_not_fit, "This answer does not fit here. Please change it.",
     "Esta respuesta no va aquí. Cámbiela, por favor."},
    {Word::check_answer,
     "Please check this answer. It does not fit with another one. Continue keeps it.",
     "Revise esta respuesta. No concuerda con otra. Con Continuar se queda así."},
    {Word::privacy_title, "Is it OK to share your answers with your care team?",
     "¿Está bien compartir sus respuestas con su equipo médico?"},
    {Word::privacy_ask, "We ask about your pain and your health.",
     "Preguntamos sobre su dolor y su salud."},
    {Word::privacy_ask_more, "Your clinician reads your answers before your exam.",
     "Su médico lee sus respuestas antes de la consulta."},
    {Word::privacy_who, "Only your care team can see them.",
     "Solo su equipo médico las puede ver."},
    {Word::privacy_who_more, "We do not sell them or give them to anyone else.",
     "No las vendemos ni las damos a nadie más."},
    {Word::privacy_locked, "Your answers stay safe.", "Sus respuestas están seguras."},
    {Word::privacy_locked_more,
     "Your answers are locked, and wiped from here within a day after the clinic has them.",
     "Sus respuestas se guardan con llave, y se borran de aquí un día después de que la clínica "
     "las tenga."},
    {Word::privacy_charge, "You are in charge.", "Usted decide."},
    {Word::privacy_charge_more, "Skip any question. You will still be seen today.",
     "Puede saltar cualquier pregunta. Hoy le atenderán igual."},
    {Word::privacy_yes, "Yes, that is OK", "Sí, está bien"},
    {Word::privacy_no, "No, talk to staff", "No, quiero hablar con el personal"},
    {Word::reason_title, "What is the main reason for your visit?",
     "¿Cuál es el motivo principal de su visita?"},
    {Word::reason_helper, "Choose one. You can tell us about other problems later.",
     "Elija uno. Después puede contarnos otros problemas."},
    {Word::choose_all, "Choose all that fit.", "Elija todas las que correspondan."},
    {Word::ask_everyone, "We ask everyone this. Your answer helps us plan your care.",
     "Preguntamos esto a todos. Su respuesta nos ayuda a planear su atención."},
    {Word::body_helper, "Touch the picture or use the list. Choose all that fit.",
     "Toque el dibujo o use la lista. Elija todas las que correspondan."},
    {Word::back_view, "Back view", "Vista de espalda"},
    {Word::front_view, "Front view", "Vista de frente"},
    {Word::your_left, "Your left", "Su izquierda"},
    {Word::your_right, "Your right", "Su derecha"},
    {Word::no_pain, "No pain", "Sin dolor"},
    {Word::worst_pain, "10 is the worst pain you can think of",
     "10 es el peor dolor que pueda imaginar"},
    {Word::choose_number, "Choose one number.", "Elija un número."},
    {Word::choose_face, "Or choose a face", "O elija una cara"},
    {Word::private_on_speaker,
     "A private question: please read it on the screen or plug in headphones",
     "Una pregunta privada: léala en la pantalla o conecte audífonos"},
    {Word::own_words_counter, "You can write up to {0} letters", "Puede escribir hasta {0} letras"},
    {Word::letters_left, "{0} left", "Quedan {0}"},
    {Word::key_next_box, "Next box", "Siguiente"},
    {Word::key_clear, "Clear", "Borrar todo"},
    {Word::key_space, "space", "espacio"},
    {Word::key_new_line, "New line", "Otra línea"},
    {Word::key_delete, "Delete", "Borrar"},
    {Word::key_shift, "Capital letters", "Mayúsculas"},
    {Word::key_accents, "áéñ", "áéñ"},
    {Word::key_accents_spoken, "Letters with accents", "Letras con acento"},
    {Word::open_title, "Some questions are still open", "Algunas preguntas siguen abiertas"},
    {Word::open_helper, "You can answer them now. A team member may ask you in person.",
     "Puede contestarlas ahora. Alguien del equipo puede preguntarle en persona."},
    {Word::review_title, "Check your answers", "Revise sus respuestas"},
    {Word::review_helper, "Change anything you like. Nothing is sent yet.",
     "Cambie lo que quiera. Todavía no se envía nada."},
    {Word::send_button, "Send my answers", "Enviar mis respuestas"},
    {Word::main_reason, "Main reason", "Motivo principal"},
    {Word::name_label, "Name", "Nombre y apellido"},
    {Word::not_answered, "Not answered", "Sin contestar"},
    {Word::private_answered, "Answered, private", "Contestada, privada"},
    {Word::answered_partly, "{0}, and not sure", "{0}, y no sé"},
    {Word::urgent_title, "Please tell the front desk now", "Avise ahora en la recepción"},
    {Word::urgent_words, "One of your answers means our team would like to talk to you soon.",
     "Por una de sus respuestas, nuestro equipo quiere hablar pronto con usted."},
    {Word::urgent_words_told,
     "One of your answers means our team would like to talk to you soon. Staff have been alerted.",
     "Por una de sus respuestas, nuestro equipo quiere hablar pronto con usted. El personal ya "
     "recibió el aviso."},
    {Word::urgent_unreached, "We could not reach the desk screen.",
     "No pudimos avisar a la pantalla de recepción."},
    {Word::urgent_unreached_more, "Please tell the front desk now.",
     "Avise ahora en la recepción, por favor."},
    {Word::urgent_seen, "Staff saw your alert at {0}", "El personal vio su aviso a las {0}"},
    {Word::urgent_seen_more, "The front desk screen shows your alert.",
     "La pantalla de recepción muestra su aviso."},
    {Word::urgent_worse, "Feeling worse? Sit down and call out, or touch Call staff below.",
     "¿Se siente peor? Siéntese y pida ayuda en voz alta, o toque Pedir ayuda abajo."},
    {Word::urgent_wrong,
     "Touched the wrong answer? Go back and change it. Staff will still see this alert.",
     "¿Tocó la respuesta equivocada? Vuelva y cámbiela. El personal igual verá este aviso."},
    {Word::told_button, "I have told them", "Ya les avisé"},
    {Word::done_title, "Thank you.", "Gracias."},
    {Word::done_words, "Your answers go to your care team. They have not been read yet.",
     "Sus respuestas van a su equipo médico. Todavía no las han leído."},
    {Word::done_worse, "If you feel worse, tell the front desk.",
     "Si se siente peor, avise en la recepción."},
    {Word::done_urgent_words,
     "A team member will check in with you soon. If you feel worse, tell the front desk right "
     "away.",
     "Alguien del equipo hablará pronto con usted. Si se siente peor, avise enseguida en la "
     "recepción."},
    {Word::done_emergency_title, "Please tell the front desk now", "Avise ahora en la recepción"},
    {Word::done_emergency_words, "A team member will help you right away.",
     "Alguien del equipo le ayudará enseguida."},
    {Word::done_open, "Some questions are still open. A team member may ask you in person.",
     "Algunas preguntas siguen abiertas. Alguien del equipo puede preguntarle en persona."},
    {Word::done_clears, "This screen clears in {0} seconds.",
     "Esta pantalla se borra en {0} segundos."},
    {Word::done_clears_one, "This screen clears in 1 second.",
     "Esta pantalla se borra en 1 segundo."},
    {Word::done_kept,
     "Your answers are locked, and wiped from here within a day after the clinic has them.",
     "Sus respuestas se guardan con llave, y se borran de aquí un día después de que la clínica "
     "las tenga."},
    {Word::idle_title, "Are you still there?", "¿Sigue ahí?"},
    {Word::idle_helper, "To keep your answers private, this screen will clear in",
     "Para cuidar su privacidad, esta pantalla se borra en"},
    {Word::idle_seconds, "seconds", "segundos"},
    {Word::idle_more,
     "Need more time? Take all you need. Touch the button and you get 2 more minutes.",
     "¿Necesita más tiempo? Tome el que necesite. Toque el botón y tiene 2 minutos más."},
    {Word::keep_going, "Yes, keep going", "Sí, seguir"},
    {Word::clear_and_stop, "Clear and stop", "Borrar y parar"},
    {Word::stop_title, "Stop and clear your answers?", "¿Parar y borrar sus respuestas?"},
    {Word::stop_helper,
     "We wipe all your answers from this kiosk. You can talk to the front desk instead.",
     "Borramos todas sus respuestas de este quiosco. Puede hablar con la recepción."},
    {Word::stop_alert, "Staff will still see your alert.", "El personal igual verá su aviso."},
    {Word::staff_title, "Please ask at the front desk", "Pregunte en la recepción, por favor"},
    {Word::staff_helper, "A team member can help you with this. Your answers stay here.",
     "Alguien del equipo le puede ayudar. Sus respuestas se quedan aquí."},
    {Word::consent_staff_title, "Please talk to the front desk",
     "Hable con la recepción, por favor"},
    {Word::consent_staff_helper,
     "We share nothing unless you say yes. You will still be seen today.",
     "No compartimos nada si usted no dice que sí. Hoy le atenderán igual."},
    {Word::reason_staff_title, "Please talk to the front desk",
     "Hable con la recepción, por favor"},
    {Word::reason_staff_helper, "A team member can help you choose. You will still be seen today.",
     "Alguien del equipo le ayuda a elegir. Hoy le atenderán igual."},
    {Word::no_speech_title, "This kiosk has no voice yet", "Este quiosco todavía no tiene voz"},
    {Word::no_speech_helper, "A team member at the front desk can read the questions with you.",
     "En la recepción pueden leer las preguntas con usted."},
    {Word::not_saved_title, "We could not save your answer", "No pudimos guardar su respuesta"},
    {Word::not_saved_helper, "Please go back and try again, or tell the front desk.",
     "Vuelva e intente otra vez, o avise en la recepción."},
    {Word::out_of_order_title, "This kiosk is resting", "Este quiosco está en pausa"},
    {Word::out_of_order_helper, "Please check in at the front desk.",
     "Regístrese en la recepción, por favor."},
    {Word::time_morning, "{0}:{1} am", "{0}:{1} a. m."},
    {Word::time_afternoon, "{0}:{1} pm", "{0}:{1} p. m."},
}};

constexpr bool in_order() {
  for (std::size_t i = 0; i < kCount; ++i) {
    if (static_cast<std::size_t>(kTable[i].word) != i) return false;
  }
  return true;
}
static_assert(in_order(), "the table stands in the order of Word, every word once");

std::string_view primary(std::string_view tag) {
  return tag.substr(0, tag.find('-'));
}

}  // namespace

const std::vector<std::string_view>& shell_languages() {
  static const std::vector<std::string_view> languages = {"en", "es"};
  return languages;
}

std::string_view words(Word word, std::string_view language) {
  const auto index = static_cast<std::size_t>(word);
  if (index >= kCount) return {};
  return primary(language) == "es" ? kTable[index].spanish : kTable[index].english;
}

std::string words(Word word, std::string_view language,
                  std::initializer_list<std::string_view> values) {
  const std::string_view pattern = words(word, language);
  std::string out;
  for (std::size_t i = 0; i < pattern.size(); ++i) {
    const bool place = pattern[i] == '{' && i + 2 < pattern.size() && pattern[i + 2] == '}';
    const auto index = place ? static_cast<std::size_t>(pattern[i + 1] - '0') : values.size();
    if (index < values.size()) {
      out += values.begin()[index];
      i += 2;
    } else {
      out += pattern[i];
    }
  }
  return out;
}

Text say(Word word, std::string_view language) {
  return Text(std::string(words(word, language)));
}

Text say(Word word, std::string_view language, std::initializer_list<std::string_view> values) {
  return Text(words(word, language, values));
}

Word step_word(int step) {
  const int index = static_cast<int>(Word::step_1) + std::clamp(step, 1, 8) - 1;
  return static_cast<Word>(index);
}

std::string_view language_name(std::string_view tag) {
  static constexpr std::array<std::pair<std::string_view, std::string_view>, 6> names = {
      {{"en", "English"},
       {"es", "Español"},
       {"ar", "العربية"},
       {"zh", "中文（简体）"},
       {"vi", "Tiếng Việt"},
       {"fr", "Français"}}};
  for (const auto& [code, name] : names) {
    if (code == primary(tag)) return name;
  }
  return tag;
}

bool is_right_to_left(std::string_view tag) {
  const std::string_view code = primary(tag);
  return code == "ar" || code == "he" || code == "fa" || code == "ur";
}

}  // namespace anteroom::flow
