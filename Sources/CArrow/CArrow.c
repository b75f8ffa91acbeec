// Compiles the header alone, so that its assertions are checked.
#include "include/arrow.h"
