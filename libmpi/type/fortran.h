/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * fortran.h: datatypes asked for by what they can hold: by precision and range, or by
 * class and size (MPI 5.0, 19.1.5).  All are predefined, committed, and cannot be freed.
 */
#ifndef TYPE_FORTRAN_H
#define TYPE_FORTRAN_H

#include "type/type.h"

/* combiner: MPI_COMBINER_F90_REAL, _F90_COMPLEX (precision and range in decimal digits;
 * either may be MPI_UNDEFINED) or _F90_INTEGER (range).  The same arguments give the
 * same type.  MPI_ERR_ARG if no type is so large. */
int type_f90(int combiner, int precision, int range, datatype_t **type);

/* Forgets the types of type_f90(); part of type_fini(). */
void type_f90_fini(void);

/* typeclass: MPI_TYPECLASS_*; size in bytes.  MPI_ERR_ARG if there is none. */
int type_match_size(int typeclass, int size, datatype_t **type);

#endif
