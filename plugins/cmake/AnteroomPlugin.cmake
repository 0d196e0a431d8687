# anteroom_add_plugin(<target> SOURCES <files...>): lib<target>.so, a plugin library that sees the SDK and nothing else.
# Hidden symbols, everything bound at load, no undefined symbols (sanitizer runtimes leave some). The same file serves
# this tree and, installed, everybody else: there the target anteroom::sdk comes from AnteroomConfig.cmake.
function(anteroom_add_plugin target)
  cmake_parse_arguments(ARG "ALLOW_UNDEFINED" "" "SOURCES" ${ARGN})
  add_library(${target} MODULE ${ARG_SOURCES})
  target_link_libraries(${target} PRIVATE anteroom::sdk)
  set_target_properties(${target} PROPERTIES CXX_VISIBILITY_PRESET hidden C_VISIBILITY_PRESET hidden
    VISIBILITY_INLINES_HIDDEN ON PREFIX lib SUFFIX .so)
  target_compile_options(${target} PRIVATE -Wall -Wextra $<$<BOOL:${ANTEROOM_WERROR}>:-Werror>)
  target_link_options(${target} PRIVATE -Wl,-z,now -Wl,-z,relro)
  if(ANTEROOM_SANITIZE)
    target_compile_options(${target} PRIVATE -fsanitize=${ANTEROOM_SANITIZE} -fno-omit-frame-pointer)
    target_link_options(${target} PRIVATE -fsanitize=${ANTEROOM_SANITIZE})
  elseif(NOT ARG_ALLOW_UNDEFINED)
    target_link_options(${target} PRIVATE -Wl,-z,defs)
  endif()
endfunction()
