#include <curl/curl.h>
#include <string.h>

/* curl_easy_setopt takes a variable number of arguments, which Swift does not import. */
static inline CURLcode tessera_curl_text(CURL *handle, CURLoption option, const char *text) {
    return curl_easy_setopt(handle, option, text);
}

static inline CURLcode tessera_curl_number(CURL *handle, CURLoption option, long number) {
    return curl_easy_setopt(handle, option, number);
}

static inline CURLcode tessera_curl_list(CURL *handle, CURLoption option, struct curl_slist *list) {
    return curl_easy_setopt(handle, option, list);
}

/* The code of the last reply of the server, 0 where there was none. */
static inline long tessera_curl_reply(CURL *handle) {
    long code = 0;
    curl_easy_getinfo(handle, CURLINFO_RESPONSE_CODE, &code);
    return code;
}

/* Bytes that libcurl asks for piece by piece; they must stay where they are until the transfer has ended. */
typedef struct {
    const unsigned char *bytes;
    size_t length, sent;
} tessera_upload;

static size_t tessera_curl_read(char *buffer, size_t size, size_t count, void *context) {
    tessera_upload *upload = context;
    size_t left = upload->length - upload->sent, piece = size * count < left ? size * count : left;
    memcpy(buffer, upload->bytes + upload->sent, piece);
    upload->sent += piece;
    return piece;
}

static inline CURLcode tessera_curl_upload(CURL *handle, tessera_upload *upload) {
    CURLcode code = curl_easy_setopt(handle, CURLOPT_UPLOAD, 1L);
    if (code == CURLE_OK) code = curl_easy_setopt(handle, CURLOPT_READFUNCTION, tessera_curl_read);
    return code == CURLE_OK ? curl_easy_setopt(handle, CURLOPT_READDATA, upload) : code;
}

/* Room for an answer; what does not fit ends the transfer. */
typedef struct {
    unsigned char *bytes;
    size_t room, length;
} tessera_download;

static size_t tessera_curl_write(char *buffer, size_t size, size_t count, void *context) {
    tessera_download *download = context;
    size_t piece = size * count;
    if (piece > download->room - download->length) return 0;
    memcpy(download->bytes + download->length, buffer, piece);
    download->length += piece;
    return piece;
}

static inline CURLcode tessera_curl_download(CURL *handle, tessera_download *download) {
    CURLcode code = curl_easy_setopt(handle, CURLOPT_WRITEFUNCTION, tessera_curl_write);
    return code == CURLE_OK ? curl_easy_setopt(handle, CURLOPT_WRITEDATA, download) : code;
}

/* A form to send, copied by the library. */
static inline CURLcode tessera_curl_form(CURL *handle, const char *form, long length) {
    CURLcode code = curl_easy_setopt(handle, CURLOPT_POSTFIELDSIZE, length);
    return code == CURLE_OK ? curl_easy_setopt(handle, CURLOPT_COPYPOSTFIELDS, form) : code;
}
