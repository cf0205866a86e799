/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * pack.c: MPI_Pack, MPI_Unpack and their external32 forms (MPI 5.0, 5.2 and 5.3).  A
 * packing unit of MPI_Pack is the packed stream of type/pack.h, with no header.
 */
#include <limits.h>
#include <mpi.h>
#include <string.h>

#include "comm/comm.h"
#include "mpi/raise.h"
#include "obj/given.h"
#include "obj/handle.h"
#include "type/check.h"
#include "type/external.h"
#include "type/pack.h"
#include "util/err.h"
#include "util/macros.h"

/* What all calls of the family say. */
struct packing {
    MPI_Count count;
    MPI_Datatype handle;
    const char *datarep; /* NULL: native, for comm */
    MPI_Comm comm;
    datatype_t *type; /* after check_packing(): of handle, */
    MPI_Count bytes;  /* and of the packing unit */
};

static int check_datarep(const char *datarep)
{
    if (!datarep || strcmp(datarep, "external32") == 0)
        return MPI_SUCCESS;
    return err(MPI_ERR_UNSUPPORTED_DATAREP,
               "datarep is \"%s\": it must be \"external32\"", datarep);
}

static int check_comm(const struct packing *p)
{
    if (p->datarep || comm_of(p->comm))
        return MPI_SUCCESS;
    return handle_invalid(p->comm, OBJECT_COMM, "comm");
}

static int check_packing(struct packing *p)
{
    int rc = check_datarep(p->datarep);

    if (rc == MPI_SUCCESS)
        rc = check_comm(p);
    if (rc == MPI_SUCCESS)
        rc = type_check_usable(p->handle, &p->type);
    if (rc == MPI_SUCCESS)
        rc = type_check_count(p->count, p->type, &p->bytes);
    if (rc == MPI_SUCCESS && p->datarep &&
        __builtin_mul_overflow(p->count, external_size(p->type), &p->bytes))
        rc = err(MPI_ERR_COUNT, "%lld elements of %s are more than 2^63 B",
                 (long long)p->count, type_name(p->type));
    return rc;
}

/* Does the packing unit lie inside the buffer of packed data? */
static int check_room(const struct packing *p, MPI_Count size, MPI_Count position)
{
    if (position < 0 || position > size)
        return err(MPI_ERR_ARG,
                   "position is %lld: it must be 0 to %lld, the size of the buffer",
                   (long long)position, (long long)size);
    if (p->bytes > size - position)
        return err(
            MPI_ERR_TRUNCATE,
            "%lld elements of %s take %lld B, and the buffer has %lld after position %lld",
            (long long)p->count, type_name(p->type), (long long)p->bytes,
            (long long)(size - position), (long long)position);
    return MPI_SUCCESS;
}

/* Where byte position of a buffer is, which may be MPI_BOTTOM. */
static void *at(const void *buffer, MPI_Count position)
{
    return (void *)((uintptr_t)buffer + (uintptr_t)position);
}

static int pack(struct packing p, const void *inbuf, void *outbuf, MPI_Count outsize,
                MPI_Count *position)
{
    int rc = check_packing(&p);

    if (rc == MPI_SUCCESS)
        rc = check_room(&p, outsize, *position);
    if (rc != MPI_SUCCESS)
        return rc;
    if (p.datarep)
        external_pack(inbuf, p.count, p.type, at(outbuf, *position));
    else
        type_pack(inbuf, p.count, p.type, 0, at(outbuf, *position), p.bytes);
    *position += p.bytes;
    return MPI_SUCCESS;
}

static int unpack(struct packing p, const void *inbuf, MPI_Count insize,
                  MPI_Count *position, void *outbuf)
{
    int rc = check_packing(&p);

    if (rc == MPI_SUCCESS)
        rc = check_room(&p, insize, *position);
    if (rc != MPI_SUCCESS)
        return rc;
    if (p.datarep)
        external_unpack(outbuf, p.count, p.type, at(inbuf, *position));
    else
        type_unpack(outbuf, p.count, p.type, 0, at(inbuf, *position), p.bytes);
    *position += p.bytes;
    return MPI_SUCCESS;
}

int PMPI_Pack(const void *inbuf, int incount, MPI_Datatype datatype, void *outbuf,
              int outsize, int *position, MPI_Comm comm)
{
    struct packing p = { .count = incount, .handle = datatype, .comm = comm };
    MPI_Count wide = *position;
    int rc = pack(p, inbuf, outbuf, outsize, &wide);

    *position = (int)wide;
    return raise_comm(
        comm,
        given(rc, "incount=%d, %pD, outsize=%d, %pC", incount, datatype, outsize, comm),
        CALL_Pack);
}
weak_alias(PMPI_Pack, MPI_Pack);

int PMPI_Pack_c(const void *inbuf, MPI_Count incount, MPI_Datatype datatype, void *outbuf,
                MPI_Count outsize, MPI_Count *position, MPI_Comm comm)
{
    struct packing p = { .count = incount, .handle = datatype, .comm = comm };

    return raise_comm(comm,
                      given(pack(p, inbuf, outbuf, outsize, position),
                            "incount=%jd, %pD, outsize=%jd, %pC", incount, datatype,
                            outsize, comm),
                      CALL_Pack_c);
}
weak_alias(PMPI_Pack_c, MPI_Pack_c);

int PMPI_Unpack(const void *inbuf, int insize, int *position, void *outbuf, int outcount,
                MPI_Datatype datatype, MPI_Comm comm)
{
    struct packing p = { .count = outcount, .handle = datatype, .comm = comm };
    MPI_Count wide = *position;
    int rc = unpack(p, inbuf, insize, &wide, outbuf);

    *position = (int)wide;
    return raise_comm(
        comm,
        given(rc, "insize=%d, outcount=%d, %pD, %pC", insize, outcount, datatype, comm),
        CALL_Unpack);
}
weak_alias(PMPI_Unpack, MPI_Unpack);

int PMPI_Unpack_c(const void *inbuf, MPI_Count insize, MPI_Count *position, void *outbuf,
                  MPI_Count outcount, MPI_Datatype datatype, MPI_Comm comm)
{
    struct packing p = { .count = outcount, .handle = datatype, .comm = comm };

    return raise_comm(comm,
                      given(unpack(p, inbuf, insize, position, outbuf),
                            "insize=%jd, outcount=%jd, %pD, %pC", insize, outcount,
                            datatype, comm),
                      CALL_Unpack_c);
}
weak_alias(PMPI_Unpack_c, MPI_Unpack_c);

int PMPI_Pack_size(int incount, MPI_Datatype datatype, MPI_Comm comm, int *size)
{
    struct packing p = { .count = incount, .handle = datatype, .comm = comm };
    int rc = check_packing(&p);

    if (rc == MPI_SUCCESS && p.bytes > INT_MAX)
        rc = err(MPI_ERR_VALUE_TOO_LARGE,
                 "%lld B do not fit into an int: call MPI_Pack_size_c",
                 (long long)p.bytes);
    if (rc == MPI_SUCCESS)
        *size = (int)p.bytes;
    return raise_comm(comm, given(rc, "incount=%d, %pD, %pC", incount, datatype, comm),
                      CALL_Pack_size);
}
weak_alias(PMPI_Pack_size, MPI_Pack_size);

int PMPI_Pack_size_c(MPI_Count incount, MPI_Datatype datatype, MPI_Comm comm,
                     MPI_Count *size)
{
    struct packing p = { .count = incount, .handle = datatype, .comm = comm };
    int rc = check_packing(&p);

    if (rc == MPI_SUCCESS)
        *size = p.bytes;
    return raise_comm(comm, given(rc, "incount=%jd, %pD, %pC", incount, datatype, comm),
                      CALL_Pack_size_c);
}
weak_alias(PMPI_Pack_size_c, MPI_Pack_size_c);

/* A NULL datarep would mean the native form. */
static const char *external(const char *datarep)
{
    return datarep ? datarep : "";
}

int PMPI_Pack_external(const char datarep[], const void *inbuf, int incount,
                       MPI_Datatype datatype, void *outbuf, MPI_Aint outsize,
                       MPI_Aint *position)
{
    struct packing p = { incount, datatype, external(datarep), NULL, NULL, 0 };
    MPI_Count wide = *position;
    int rc = pack(p, inbuf, outbuf, outsize, &wide);

    *position = wide;
    return raise_self(given(rc, "datarep=\"%s\", incount=%d, %pD, outsize=%jd", datarep,
                            incount, datatype, outsize),
                      CALL_Pack_external);
}
weak_alias(PMPI_Pack_external, MPI_Pack_external);

int PMPI_Pack_external_c(const char datarep[], const void *inbuf, MPI_Count incount,
                         MPI_Datatype datatype, void *outbuf, MPI_Count outsize,
                         MPI_Count *position)
{
    struct packing p = { incount, datatype, external(datarep), NULL, NULL, 0 };

    return raise_self(given(pack(p, inbuf, outbuf, outsize, position),
                            "datarep=\"%s\", incount=%jd, %pD, outsize=%jd", datarep,
                            incount, datatype, outsize),
                      CALL_Pack_external_c);
}
weak_alias(PMPI_Pack_external_c, MPI_Pack_external_c);

int PMPI_Unpack_external(const char datarep[], const void *inbuf, MPI_Aint insize,
                         MPI_Aint *position, void *outbuf, int outcount,
                         MPI_Datatype datatype)
{
    struct packing p = { outcount, datatype, external(datarep), NULL, NULL, 0 };
    MPI_Count wide = *position;
    int rc = unpack(p, inbuf, insize, &wide, outbuf);

    *position = wide;
    return raise_self(given(rc, "datarep=\"%s\", insize=%jd, outcount=%d, %pD", datarep,
                            insize, outcount, datatype),
                      CALL_Unpack_external);
}
weak_alias(PMPI_Unpack_external, MPI_Unpack_external);

int PMPI_Unpack_external_c(const char datarep[], const void *inbuf, MPI_Count insize,
                           MPI_Count *position, void *outbuf, MPI_Count outcount,
                           MPI_Datatype datatype)
{
    struct packing p = { outcount, datatype, external(datarep), NULL, NULL, 0 };

    return raise_self(given(unpack(p, inbuf, insize, position, outbuf),
                            "datarep=\"%s\", insize=%jd, outcount=%jd, %pD", datarep,
                            insize, outcount, datatype),
                      CALL_Unpack_external_c);
}
weak_alias(PMPI_Unpack_external_c, MPI_Unpack_external_c);

int PMPI_Pack_external_size(const char datarep[], int incount, MPI_Datatype datatype,
                            MPI_Aint *size)
{
    struct packing p = { incount, datatype, external(datarep), NULL, NULL, 0 };
    int rc = check_packing(&p);

    if (rc == MPI_SUCCESS)
        *size = p.bytes;
    return raise_self(
        given(rc, "datarep=\"%s\", incount=%d, %pD", datarep, incount, datatype),
        CALL_Pack_external_size);
}
weak_alias(PMPI_Pack_external_size, MPI_Pack_external_size);

int PMPI_Pack_external_size_c(const char datarep[], MPI_Count incount,
                              MPI_Datatype datatype, MPI_Count *size)
{
    struct packing p = { incount, datatype, external(datarep), NULL, NULL, 0 };
    int rc = check_packing(&p);

    if (rc == MPI_SUCCESS)
        *size = p.bytes;
    return raise_self(
        given(rc, "datarep=\"%s\", incount=%jd, %pD", datarep, incount, datatype),
        CALL_Pack_external_size_c);
}
weak_alias(PMPI_Pack_external_size_c, MPI_Pack_external_size_c);
