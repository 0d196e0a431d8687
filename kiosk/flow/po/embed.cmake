# cmake -DMO_FOLDER=... -DLANGUAGES=ar,es -DOUTPUT=catalogues.cpp -P embed.cmake: .mo files as bytes of the program.
string(REPLACE "," ";" languages "${LANGUAGES}")
set(arrays "")
set(rows "")
foreach(language ${languages})
  file(READ ${MO_FOLDER}/${language}.mo hex HEX)
  string(LENGTH "${hex}" digits)
  math(EXPR size "${digits} / 2")
  string(REGEX REPLACE "(................................)" "\\1\n" hex "${hex}")
  string(REGEX REPLACE "([0-9a-f][0-9a-f])" "0x\\1," bytes "${hex}")
  string(REPLACE "-" "_" name ${language})
  string(APPEND arrays "alignas(8) constexpr unsigned char ${name}[] = {\n${bytes}};\n")
  string(APPEND rows "    {\"${language}\", {reinterpret_cast<const char*>(${name}), ${size}}},\n")
endforeach()
file(WRITE ${OUTPUT} "// Made by kiosk/flow/po/embed.cmake from the catalogues: do not edit.
#include \"kiosk/flow/catalogues.h\"

#include <array>

namespace anteroom::flow {
namespace {

${arrays}
}  // namespace

std::span<const Catalogue> catalogues() {
  static const std::array all = std::to_array<Catalogue>({
${rows}  });
  return all;
}

}  // namespace anteroom::flow
")
