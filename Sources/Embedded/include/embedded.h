#ifndef TESSERA_EMBEDDED_H
#define TESSERA_EMBEDDED_H
#include <stddef.h>

/// The bytes of the resource of this name and, through `length`, how many; NULL where there is none.
const unsigned char *_Nullable tessera_resource(const char *_Nonnull name, size_t *_Nonnull length);

/// The name of the resource at this place of the table; NULL behind the last one.
const char *_Nullable tessera_resource_name(size_t index);

#endif
