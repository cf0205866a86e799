/* SPDX-License-Identifier: BSD-3-Clause */
/* plugstack.c: see plugstack.h; spank(8) has the grammar. */
#include "info/plugstack.h"

#include <elf.h>
#include <fcntl.h>
#include <glob.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

enum { MOST_INCLUDES = 8 }; /* a file that includes itself ends there */

static bool find_in(const char *file, int depth, struct plugstack_line *line);

static bool find_in_included(const char *pattern, int depth, struct plugstack_line *line)
{
    glob_t files;
    bool found = false;

    if (glob(pattern, 0, NULL, &files) != 0)
        return false;
    for (size_t i = 0; i < files.gl_pathc && !found; i++)
        found = find_in(files.gl_pathv[i], depth + 1, line);
    globfree(&files);
    return found;
}

static bool is_slipway(const char *plugin)
{
    const char *slash = strrchr(plugin, '/');

    return strcmp(slash ? slash + 1 : plugin, "slipway.so") == 0;
}

/* "include PATTERN", or "required|optional PLUGIN ARGUMENT..." */
static bool read_line(char *text, int depth, struct plugstack_line *line)
{
    static const char blanks[] = " \t\n";
    char *save, *word, *name;

    text[strcspn(text, "#")] = '\0';
    word = strtok_r(text, blanks, &save);
    name = word ? strtok_r(NULL, blanks, &save) : NULL;
    if (!name)
        return false;
    if (strcmp(word, "include") == 0)
        return find_in_included(name, depth, line);
    if (!is_slipway(name))
        return false;
    snprintf(line->plugin, sizeof line->plugin, "%s", name);
    line->pmi2 = false;
    while ((word = strtok_r(NULL, blanks, &save))) {
        if (strncmp(word, "mpi=", 4) == 0)
            line->pmi2 = strcmp(word, "mpi=pmi2") == 0;
    }
    return true;
}

static bool find_in(const char *file, int depth, struct plugstack_line *line)
{
    FILE *in = depth < MOST_INCLUDES ? fopen(file, "re") : NULL;
    char *text = NULL;
    size_t size = 0;
    bool found = false;

    if (!in)
        return false;
    while (!found && getline(&text, &size, in) > 0)
        found = read_line(text, depth, line);
    free(text);
    fclose(in);
    return found;
}

bool plugstack_find(const char *file, struct plugstack_line *line)
{
    return find_in(file, 0, line);
}

bool plugstack_path(const char *plugin, const char *folders, char path[PATH_MAX])
{
    while (*folders && *plugin != '/') {
        int length = (int)strcspn(folders, ":");

        snprintf(path, PATH_MAX, "%.*s/%s", length, folders, plugin);
        if (access(path, R_OK) == 0)
            return true;
        folders += length + (folders[length] == ':');
    }
    snprintf(path, PATH_MAX, "%s", plugin);
    return access(path, R_OK) == 0;
}

/* The bytes of the file at an address of the loaded program; NULL if they are not in it.
 */
static const void *at_address(const char *file, size_t size, uint64_t address)
{
    const Elf64_Ehdr *elf = (const void *)file;
    const Elf64_Phdr *segment = (const void *)(file + elf->e_phoff);

    for (int i = 0; i < elf->e_phnum; i++, segment++) {
        uint64_t offset = address - segment->p_vaddr;

        if (segment->p_type == PT_LOAD && address >= segment->p_vaddr &&
            offset < segment->p_filesz &&
            segment->p_offset + offset + sizeof(uint32_t) <= size)
            return file + segment->p_offset + offset;
    }
    return NULL;
}

static uint32_t number_in(const char *file, size_t size, const Elf64_Shdr *sections,
                          const Elf64_Shdr *table, const char *name)
{
    const Elf64_Sym *symbol = (const void *)(file + table->sh_offset);
    const char *names = file + sections[table->sh_link].sh_offset;

    for (uint64_t i = 0; i < table->sh_size / sizeof *symbol; i++, symbol++) {
        const uint32_t *number = at_address(file, size, symbol->st_value);

        if (number && strcmp(names + symbol->st_name, name) == 0)
            return *number;
    }
    return 0;
}

/* The value of a number that the plugin exports.  Only what the linker has written is
 * read: this is the administrator's own file. */
static uint32_t exported_number(const char *file, size_t size, const char *name)
{
    const Elf64_Ehdr *elf = (const void *)file;
    const Elf64_Shdr *sections = (const void *)(file + elf->e_shoff);

    if (size < sizeof *elf || memcmp(elf->e_ident, ELFMAG, SELFMAG) != 0 ||
        elf->e_ident[EI_CLASS] != ELFCLASS64 ||
        elf->e_shoff + elf->e_shnum * sizeof *sections > size)
        return 0;
    for (int i = 0; i < elf->e_shnum; i++) {
        if (sections[i].sh_type == SHT_DYNSYM)
            return number_in(file, size, sections, &sections[i], name);
    }
    return 0;
}

/* Loading it is no way: what it calls of Slurm is in the program that loads it. */
uint32_t plugstack_version(const char *path)
{
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    struct stat stat;
    uint32_t version = 0;
    void *file;

    if (fd < 0)
        return 0;
    if (fstat(fd, &stat) == 0 && stat.st_size > 0) {
        file = mmap(NULL, (size_t)stat.st_size, PROT_READ, MAP_PRIVATE, fd, 0);
        if (file != MAP_FAILED) {
            version = exported_number(file, (size_t)stat.st_size, "plugin_version");
            munmap(file, (size_t)stat.st_size);
        }
    }
    close(fd);
    return version;
}
