# find_package(Anteroom): the target anteroom::sdk, anteroom_add_plugin() and anteroom_bundle().
include(${CMAKE_CURRENT_LIST_DIR}/AnteroomTargets.cmake)
include(${CMAKE_CURRENT_LIST_DIR}/AnteroomPlugin.cmake)
include(${CMAKE_CURRENT_LIST_DIR}/AnteroomBundle.cmake)
