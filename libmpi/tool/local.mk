# tool/: the tool information interface (MPI 5.0, 15.3).
libmpi_libcore_la_SOURCES += \
    libmpi/tool/category.c \
    libmpi/tool/category.h \
    libmpi/tool/cvar.c \
    libmpi/tool/cvar.h \
    libmpi/tool/pvar.c \
    libmpi/tool/pvar.h \
    libmpi/tool/tool.c \
    libmpi/tool/tool.h
