// The declarations alone: the library is opened when a rule first asks for it, since few do and
// linking it costs every run its loading.
#include <jq.h>
#include <jv.h>
