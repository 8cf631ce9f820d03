#include "embedded.h"
#include <string.h>

/* Each resource stands here once as an array and once in the table below. */
#define RESOURCE(symbol) static const unsigned char symbol[]

RESOURCE(catalog_ar) = {
#embed "catalogs/ar.po"
};
RESOURCE(catalog_fr) = {
#embed "catalogs/fr.po"
};
RESOURCE(catalog_uk) = {
#embed "catalogs/uk.po"
};
RESOURCE(style) = {
#embed "assets/tessera.css"
};
RESOURCE(script) = {
#embed "assets/tessera.js"
};
RESOURCE(passkeys) = {
#embed "assets/passkeys.js"
};
RESOURCE(pictures) = {
#embed "assets/pictures.svg"
};
RESOURCE(icon) = {
#embed "assets/icon.svg"
};
RESOURCE(notices) = {
#embed "vocabularies/notices.yaml"
};
RESOURCE(topics) = {
#embed "vocabularies/topics.yaml"
};
RESOURCE(roles) = {
#embed "vocabularies/roles.yaml"
};
RESOURCE(retention) = {
#embed "vocabularies/retention.yaml"
};
RESOURCE(programs) = {
#embed "vocabularies/programs.yaml"
};

static const struct {
    const char *name;
    const unsigned char *bytes;
    size_t length;
} table[] = {
    {"catalogs/ar.po", catalog_ar, sizeof catalog_ar},
    {"catalogs/fr.po", catalog_fr, sizeof catalog_fr},
    {"catalogs/uk.po", catalog_uk, sizeof catalog_uk},
    {"assets/tessera.css", style, sizeof style},
    {"assets/tessera.js", script, sizeof script},
    {"assets/passkeys.js", passkeys, sizeof passkeys},
    {"assets/pictures.svg", pictures, sizeof pictures},
    {"assets/icon.svg", icon, sizeof icon},
    {"vocabularies/notices.yaml", notices, sizeof notices},
    {"vocabularies/topics.yaml", topics, sizeof topics},
    {"vocabularies/roles.yaml", roles, sizeof roles},
    {"vocabularies/retention.yaml", retention, sizeof retention},
    {"vocabularies/programs.yaml", programs, sizeof programs},
};

static const size_t count = sizeof table / sizeof table[0];

const unsigned char *tessera_resource(const char *name, size_t *length) {
    for (size_t i = 0; i < count; i++) {
        if (strcmp(table[i].name, name) == 0) {
            *length = table[i].length;
            return table[i].bytes;
        }
    }
    *length = 0;
    return NULL;
}

const char *tessera_resource_name(size_t index) {
    return index < count ? table[index].name : NULL;
}
