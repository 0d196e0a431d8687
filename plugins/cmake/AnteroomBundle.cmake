# anteroom_bundle(<plugin id> [LIBRARY <target>]): assembles the bundle of the current source folder into
# <build>/plugins/<plugin id>/ by the target bundle_<id with _> (part of ALL).
#
# What goes in: plugin.json (completed with the hash of every file) and the data files of a bundle, see
# assemble_bundle.cmake. With LIBRARY the target's shared library lies beside them and stands in the manifest; without,
# the bundle is data only and the manifest's promises of native code (checks, reads, abi, deadlines) are left out.
# The same inputs give the same bytes. A changed, added or removed input rebuilds the bundle.

function(anteroom_bundle id)
  cmake_parse_arguments(ARG "" "LIBRARY" "" ${ARGN})
  string(REPLACE "-" "_" name ${id})
  string(REPLACE "." "_" name ${name})
  set(assemble ${CMAKE_CURRENT_FUNCTION_LIST_DIR}/assemble_bundle.cmake)
  set(source ${CMAKE_CURRENT_SOURCE_DIR})
  set(output ${CMAKE_BINARY_DIR}/plugins/${id})
  # The stamp lies outside the bundle: a bundle holds nothing that its manifest does not name.
  set(stamp ${CMAKE_CURRENT_BINARY_DIR}/bundle_${name}.stamp)
  file(GLOB_RECURSE inputs CONFIGURE_DEPENDS ${source}/*.json ${source}/*.svg)
  set(library "")
  if(ARG_LIBRARY)
    set(library $<TARGET_FILE:${ARG_LIBRARY}>)
    list(APPEND inputs ${ARG_LIBRARY})
  endif()
  add_custom_command(
    OUTPUT ${stamp}
    COMMAND ${CMAKE_COMMAND} -DID=${id} -DSOURCE=${source} -DOUTPUT=${output} -DLIBRARY=${library}
            -P ${assemble}
    COMMAND ${CMAKE_COMMAND} -E touch ${stamp}
    DEPENDS ${inputs} ${assemble}
    COMMENT "Assembling the bundle ${id}"
    VERBATIM)
  add_custom_target(bundle_${name} ALL DEPENDS ${stamp})
endfunction()
