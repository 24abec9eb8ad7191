/* GCC 13's libstdc++ has this empty hook for static initialisation of iostreams; older ones initialise by themselves. */
void _ZSt21ios_base_library_initv(void) {}
