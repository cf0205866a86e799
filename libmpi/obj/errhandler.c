/* SPDX-License-Identifier: BSD-3-Clause */
#include "obj/errhandler.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>

#include "obj/errcode.h"
#include "obj/given.h"
#include "obj/handle.h"
#include "util/err.h"
#include "util/log.h"

static errhandler_t are_fatal, aborts, returns;

/* The end before MPI_Init: there is no job to end yet. */
static void end_alone(struct object *object, int error_class, const char *text)
{
    (void)object, (void)error_class;
    log_panic("%s", text);
}

static errhandler_fatal_f *fatal_end = end_alone;

void errhandler_set_fatal(errhandler_fatal_f *fatal)
{
    fatal_end = fatal ? fatal : end_alone;
}

static void predefine(errhandler_t *errhandler, MPI_Errhandler handle)
{
    object_init(&errhandler->object, OBJECT_ERRHANDLER, NULL);
    object_predefine(&errhandler->object, (uint32_t)(uintptr_t)handle);
}

/* A session is given its handler before anything is initialised. */
__attribute__((constructor)) static void predefine_all(void)
{
    predefine(&are_fatal, MPI_ERRORS_ARE_FATAL);
    predefine(&aborts, MPI_ERRORS_ABORT);
    predefine(&returns, MPI_ERRORS_RETURN);
}

static void errhandler_destroy(struct object *object)
{
    free(container_of(object, errhandler_t, object));
}

int errhandler_create(enum object_kind attaches_to, union errhandler_function function,
                      errhandler_t **errhandler)
{
    errhandler_t *new;

    if (!function.comm)
        return err(MPI_ERR_ARG,
                   "the function of the error handler is NULL: pass the address of one");
    new = calloc(1, sizeof *new);
    if (!new)
        return err(MPI_ERR_NO_MEM, "no memory for an error handler");
    object_init(&new->object, OBJECT_ERRHANDLER, errhandler_destroy);
    new->attaches_to = attaches_to;
    new->function = function;
    *errhandler = new;
    return MPI_SUCCESS;
}

static bool is_predefined(const errhandler_t *errhandler)
{
    return errhandler->object.handle != 0;
}

void errhandler_release(errhandler_t *errhandler)
{
    if (!is_predefined(errhandler))
        object_put(&errhandler->object);
}

int errhandler_attach(struct object *object, errhandler_t *errhandler)
{
    if (!is_predefined(errhandler) && errhandler->attaches_to != object->kind)
        return err(MPI_ERR_ERRHANDLER,
                   "the error handler was made for a %s, not for a %s: make one for that",
                   handle_noun(errhandler->attaches_to), handle_noun(object->kind));
    object_get(&errhandler->object);
    object_put((struct object *)object->errhandler);
    object->errhandler = errhandler;
    return MPI_SUCCESS;
}

MPI_Errhandler errhandler_attached(const struct object *object)
{
    errhandler_t *errhandler = object->errhandler;

    if (!errhandler)
        return MPI_ERRORS_ARE_FATAL;
    if (!is_predefined(errhandler))
        object_get(&errhandler->object);
    return object_handle(&errhandler->object);
}

/* "MPI_Send(count=1, MPI_INT, dest=1, tag=-7, MPI_COMM_WORLD): tag -7 is negative
 * (MPI_ERR_TAG: invalid tag argument)" */
static void end(struct object *object, int error_code, const char *call)
{
    char text[2 * MPI_MAX_ERROR_STRING];
    const char *cause = err_text(), *sense = errcode_string(error_code);
    const char *arguments = given_text();
    char whole[512];
    int error_class = MPI_ERR_UNKNOWN;

    if (!sense)
        sense = "an unknown error code";
    else
        errcode_class(error_code, &error_class);
    if (*arguments)
        snprintf(whole, sizeof whole, "%s(%s)", call, arguments);
    else
        snprintf(whole, sizeof whole, "%s", call);
    if (*cause)
        snprintf(text, sizeof text, "%s: %s (%s)", whole, cause, sense);
    else
        snprintf(text, sizeof text, "%s: %s", whole, sense);
    fatal_end(object, error_class, text);
}

/* The function gets addresses of copies: it may write to them.  It may also free or
 * replace the handler that it is. */
static void call_function(errhandler_t *errhandler, struct object *object, int error_code)
{
    void *handle = object_handle(object);

    object_get(&errhandler->object);
    switch (errhandler->attaches_to) {
    case OBJECT_COMM:
        errhandler->function.comm((MPI_Comm *)&handle, &error_code);
        break;
    case OBJECT_WIN:
        errhandler->function.win((MPI_Win *)&handle, &error_code);
        break;
    case OBJECT_FILE:
        errhandler->function.file((MPI_File *)&handle, &error_code);
        break;
    case OBJECT_SESSION:
        errhandler->function.session((MPI_Session *)&handle, &error_code);
        break;
    default: /* errhandler_create makes no others */
        break;
    }
    object_put(&errhandler->object);
}

int errhandler_raise(struct object *object, int error_code, const char *call)
{
    errhandler_t *errhandler = object ? object->errhandler : NULL;

    if (!errhandler || errhandler == &are_fatal || errhandler == &aborts)
        end(object, error_code, call);
    given_clear();
    errcode_remember(error_code, call, err_text());
    if (errhandler && !is_predefined(errhandler))
        call_function(errhandler, object, error_code);
    return error_code;
}
