libmpi_libcore_la_SOURCES += libmpi/obj/object.c libmpi/obj/object.h libmpi/obj/basic.h \
    libmpi/obj/basic.def libmpi/obj/op.h libmpi/obj/group.h libmpi/obj/errhandler.h \
    libmpi/obj/fortran.c libmpi/obj/fortran.h libmpi/obj/handle_table.c libmpi/obj/handle_table.h
