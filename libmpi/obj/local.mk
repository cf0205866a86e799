libmpi_libcore_la_SOURCES += libmpi/obj/basic.def libmpi/obj/basic.h
libmpi_libcore_la_SOURCES += libmpi/obj/errhandler.h
libmpi_libcore_la_SOURCES += libmpi/obj/fortran.c libmpi/obj/fortran.h
libmpi_libcore_la_SOURCES += libmpi/obj/group.h
libmpi_libcore_la_SOURCES += libmpi/obj/handle_table.c libmpi/obj/handle_table.h
libmpi_libcore_la_SOURCES += libmpi/obj/object.c libmpi/obj/object.h
libmpi_libcore_la_SOURCES += libmpi/obj/op.c libmpi/obj/op.h
libmpi_libcore_la_SOURCES += libmpi/obj/op_kernels.c libmpi/obj/op_kernels.h
