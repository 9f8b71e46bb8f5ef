// What reading manifests costs at least: a plain C program that takes each file into memory and reads libyaml's
// events of it, one after another, and does nothing with them. Prints their number.
//
//   events FILE...
//   events @LIST        the paths stand in a file, one a line
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <yaml.h>

static void fail(const char *what) {
  perror(what);
  exit(1);
}

static unsigned char *read_file(const char *path, size_t *length) {
  FILE *file = fopen(path, "rb");
  if (!file) fail(path);
  if (fseek(file, 0, SEEK_END) != 0) fail(path);
  long size = ftell(file);
  if (size < 0) fail(path);
  rewind(file);
  unsigned char *bytes = malloc(size + 1);
  if (!bytes) fail("malloc");
  *length = fread(bytes, 1, size, file);
  if (ferror(file)) fail(path);
  fclose(file);
  return bytes;
}

static long count_events(const char *path) {
  size_t length;
  unsigned char *bytes = read_file(path, &length);
  yaml_parser_t parser;
  yaml_event_t event;
  long count = 0;
  if (!yaml_parser_initialize(&parser)) fail("yaml_parser_initialize");
  yaml_parser_set_encoding(&parser, YAML_UTF8_ENCODING);
  yaml_parser_set_input_string(&parser, bytes, length);
  int is_done = 0;
  while (!is_done) {
    if (!yaml_parser_parse(&parser, &event)) {
      fprintf(stderr, "%s:%zu: %s\n", path, parser.problem_mark.line + 1, parser.problem);
      exit(1);
    }
    is_done = event.type == YAML_STREAM_END_EVENT;
    count++;
    yaml_event_delete(&event);
  }
  yaml_parser_delete(&parser);
  free(bytes);
  return count;
}

static long count_listed(const char *list) {
  char path[4096];
  long count = 0;
  FILE *file = fopen(list, "r");
  if (!file) fail(list);
  while (fgets(path, sizeof path, file)) {
    path[strcspn(path, "\n")] = 0;
    count += count_events(path);
  }
  fclose(file);
  return count;
}

int main(int count, char **words) {
  long events = 0;
  for (int i = 1; i < count; i++)
    events += words[i][0] == '@' ? count_listed(words[i] + 1) : count_events(words[i]);
  printf("%ld\n", events);
  return 0;
}
