/* SPDX-License-Identifier: BSD-3-Clause */
/* texts: what errors say: what was passed, what is allowed, what to do.  At least one of
 * each kind, chapter by chapter; on one process, which gets its errors back. */
#include "../check.h"

static int error_class_of(int error)
{
    int class = MPI_ERR_UNKNOWN;

    MPI_Error_class(error, &class);
    return class;
}

/* The error is of this class, and its string has this text. */
static void says(int error, int class, const char *text)
{
    char string[MPI_MAX_ERROR_STRING];
    int length;

    MPI_Error_string(error, string, &length);
    check(error_class_of(error) == class, "class %d and not %d: %s",
          error_class_of(error), class, string);
    check(strstr(string, text), "\"%s\" is not in \"%s\"", text, string);
}

static void of_messages(void)
{
    MPI_Comm comm = MPI_COMM_WORLD;
    int data[2] = { 0 };

    says(MPI_Send(data, -1, MPI_INT, 0, 0, comm), MPI_ERR_COUNT,
         "MPI_Send: count is -1: it must not be negative");
    says(MPI_Send(data, 1, MPI_INT, 0, -7, comm), MPI_ERR_TAG,
         "tag is -7: it must be 0 to 2147483647");
    says(MPI_Recv(data, 1, MPI_INT, 0, -7, comm, MPI_STATUS_IGNORE), MPI_ERR_TAG,
         "tag is -7: it must be 0 to 2147483647 or MPI_ANY_TAG");
    says(MPI_Send(data, 1, MPI_INT, 5, 0, comm), MPI_ERR_RANK,
         "destination 5 is no rank of MPI_COMM_WORLD, whose ranks are 0 to 0 (or "
         "MPI_PROC_NULL)");
    says(MPI_Send(NULL, 2, MPI_INT, 0, 0, comm), MPI_ERR_BUFFER,
         "the buffer is NULL, and there are 2 elements of MPI_INT");
    says(MPI_Send(data, 1, MPI_DATATYPE_NULL, 0, 0, comm), MPI_ERR_TYPE,
         "datatype is MPI_DATATYPE_NULL");
    says(MPI_Send_c(data, INT64_MAX, MPI_INT, 0, 0, comm), MPI_ERR_COUNT,
         "9223372036854775807 elements of 4 B are more than 2^63 B");
    says(MPI_Send(data, 1, MPI_INT, 0, 0, MPI_COMM_NULL), MPI_ERR_COMM,
         "comm is MPI_COMM_NULL");
    says(MPI_Bsend(data, 1, MPI_INT, 0, 0, comm), MPI_ERR_BUFFER,
         "no buffer is attached for a message of 4 B: call MPI_Buffer_attach");
}

static void of_requests(void)
{
    MPI_Comm comm = MPI_COMM_WORLD;
    MPI_Request request, two[2] = { MPI_REQUEST_NULL, NULL };
    int data = 0;

    says(MPI_Waitall(2, two, MPI_STATUSES_IGNORE), MPI_ERR_REQUEST,
         "array_of_requests[1] is no request: it was never set");
    says(MPI_Waitall(-2, two, MPI_STATUSES_IGNORE), MPI_ERR_COUNT,
         "count is -2: it must not be negative");
    says(MPI_Wait(NULL, MPI_STATUS_IGNORE), MPI_ERR_REQUEST,
         "request is NULL: pass the address of an MPI_Request");
    says(MPI_Request_free(two), MPI_ERR_REQUEST, "request is MPI_REQUEST_NULL");
    says(MPI_Isend(&data, 1, MPI_INT, 0, 0, comm, NULL), MPI_ERR_ARG,
         "request is NULL: pass the address of a variable for it");
    says(MPI_Psend_init(&data, -1, 1, MPI_INT, 0, 0, comm, MPI_INFO_NULL, &request),
         MPI_ERR_COUNT, "partitions is -1: it must not be negative");
    says(MPI_Precv_init(&data, 1, 1, MPI_INT, MPI_ANY_SOURCE, 0, comm, MPI_INFO_NULL,
                        &request),
         MPI_ERR_RANK,
         "source is MPI_ANY_SOURCE: a partitioned receive must name its source");
}

static void of_collectives(void)
{
    MPI_Comm comm = MPI_COMM_WORLD;
    int data[2] = { 0 }, minus = -3, zero = 0;

    says(MPI_Bcast(data, -1, MPI_INT, 0, comm), MPI_ERR_COUNT,
         "count is -1: it must not be negative");
    says(MPI_Bcast(data, 1, MPI_INT, 9, comm), MPI_ERR_ROOT,
         "root 9 is no rank of MPI_COMM_WORLD, whose ranks are 0 to 0");
    says(MPI_Allreduce(data, data + 1, 1, MPI_DOUBLE, MPI_BAND, comm), MPI_ERR_OP,
         "MPI_BAND is not defined for MPI_DOUBLE: it takes");
    says(MPI_Allreduce(data, data, 1, MPI_INT, MPI_SUM, comm), MPI_ERR_BUFFER,
         "use MPI_IN_PLACE");
    says(MPI_Allreduce(data, data + 1, 1, MPI_INT, MPI_OP_NULL, comm), MPI_ERR_OP,
         "op is no operation: it is MPI_OP_NULL or was freed");
    says(MPI_Allgatherv(data, 1, MPI_INT, data + 1, &minus, &zero, MPI_INT, comm),
         MPI_ERR_COUNT, "receive count of block 0 (of 1) is -3: it must not be negative");
    says(MPI_Allgatherv(data, 1, MPI_INT, data + 1, NULL, &zero, MPI_INT, comm),
         MPI_ERR_ARG, "the array of receive counts is NULL: there must be 1");
    says(MPI_Neighbor_allgather(data, 1, MPI_INT, data + 1, 1, MPI_INT, comm),
         MPI_ERR_TOPOLOGY, "MPI_COMM_WORLD has no topology: a neighborhood collective");
}

static void of_datatypes(void)
{
    int size = 2, subsize = 3, start = 0;
    MPI_Datatype type;

    says(MPI_Type_contiguous(-1, MPI_INT, &type), MPI_ERR_COUNT,
         "count is -1: it must not be negative");
    says(MPI_Type_vector(1, -2, 1, MPI_INT, &type), MPI_ERR_COUNT,
         "blocklength is -2: it must not be negative");
    says(MPI_Type_indexed(2, NULL, NULL, MPI_INT, &type), MPI_ERR_ARG,
         "is NULL: pass an array of 2");
    says(
        MPI_Type_create_subarray(1, &size, &subsize, &start, MPI_ORDER_C, MPI_INT, &type),
        MPI_ERR_ARG, "dimension 0: 3 elements from 0 on are no part of an array of 2");
    says(MPI_Type_create_subarray(1, &size, &size, &start, 77, MPI_INT, &type),
         MPI_ERR_ARG, "order is 77: it must be MPI_ORDER_C or MPI_ORDER_FORTRAN");
    says(MPI_Type_create_f90_integer(-1, &type), MPI_ERR_ARG,
         "r is -1: it must not be negative");
    says(MPI_Type_create_f90_real(MPI_UNDEFINED, MPI_UNDEFINED, &type), MPI_ERR_ARG,
         "p and r are MPI_UNDEFINED: one of them must be given");
    type = MPI_INT;
    says(MPI_Type_free(&type), MPI_ERR_TYPE, "MPI_INT is predefined");
    says(MPI_Type_set_name(MPI_INT, NULL), MPI_ERR_ARG,
         "type_name is NULL: pass a string");
}

static void of_communicators(void)
{
    MPI_Comm comm = MPI_COMM_WORLD, fresh;
    MPI_Group empty = MPI_GROUP_EMPTY, group;
    int range[1][3] = { { 0, 3, -1 } }, nine = 9, keyval = MPI_KEYVAL_INVALID;

    says(MPI_Comm_split(comm, -5, 0, &fresh), MPI_ERR_ARG,
         "color is -5: it must be 0 or more, or MPI_UNDEFINED");
    says(MPI_Comm_free(&comm), MPI_ERR_COMM, "MPI_COMM_WORLD is predefined");
    says(MPI_Comm_remote_size(comm, &nine), MPI_ERR_COMM,
         "the communicator is an intra-communicator: this call takes an "
         "inter-communicator");
    says(MPI_Comm_split_type(comm, -9, 0, MPI_INFO_NULL, &fresh), MPI_ERR_ARG,
         "split_type is -9: use one of MPI_COMM_TYPE_*, or MPI_UNDEFINED");
    says(MPI_Comm_create_group(comm, empty, -2, &fresh), MPI_ERR_TAG,
         "tag is -2: it must be 0 to 2147483647 (MPI_TAG_UB)");
    says(MPI_Comm_set_name(comm, NULL), MPI_ERR_ARG, "comm_name is NULL: pass a string");
    says(MPI_Group_incl(empty, 1, (int[]){ 9 }, &group), MPI_ERR_RANK,
         "rank 9: the group is empty and has no ranks");
    says(MPI_Group_incl(empty, -1, &nine, &group), MPI_ERR_ARG,
         "n is -1: it must not be negative");
    says(MPI_Group_size(MPI_GROUP_NULL, &nine), MPI_ERR_GROUP, "group is MPI_GROUP_NULL");
    says(MPI_Group_range_incl(empty, 1, range, &group), MPI_ERR_ARG,
         "range 0 does not lead from 0 to 3 in steps of -1");
    says(MPI_Comm_free_keyval(&keyval), MPI_ERR_KEYVAL,
         "the keyval is MPI_KEYVAL_INVALID");
    says(MPI_Comm_set_attr(comm, MPI_TAG_UB, NULL), MPI_ERR_KEYVAL,
         "MPI's own: it can only be read");
}

static void of_topologies(void)
{
    MPI_Comm comm = MPI_COMM_WORLD;
    int dims = -1, periods = 0, two = 2, coordinates, free_dims[2] = { 0, -4 };
    MPI_Comm fresh;

    says(MPI_Cart_create(comm, 1, &dims, &periods, 0, &fresh), MPI_ERR_DIMS,
         "dims[0] is -1: it must be positive");
    says(MPI_Cart_create(comm, 1, &two, &periods, 0, &fresh), MPI_ERR_DIMS,
         "the first 1 dimensions take 2 processes: the communicator has 1");
    says(MPI_Cart_create(comm, -1, &two, &periods, 0, &fresh), MPI_ERR_DIMS,
         "ndims is -1: it must not be negative");
    says(MPI_Cart_coords(comm, 0, 1, &coordinates), MPI_ERR_TOPOLOGY,
         "the communicator has no topology: this call is for a Cartesian one");
    says(MPI_Dims_create(4, 2, free_dims), MPI_ERR_DIMS,
         "dims[1] is -4: it must be positive, or 0 to have it chosen");
    says(MPI_Graph_create(comm, 2, &two, &two, 0, &fresh), MPI_ERR_ARG,
         "nnodes is 2: it must be 0 to 1");
}

static void of_objects(void)
{
    char long_key[MPI_MAX_INFO_KEY + 10], value[8];
    int flag, class;
    MPI_Info info;

    memset(long_key, 'k', sizeof long_key);
    long_key[sizeof long_key - 1] = '\0';
    MPI_Info_create(&info);
    says(MPI_Info_set(info, long_key, "1"), MPI_ERR_INFO_KEY, "MPI_MAX_INFO_KEY allows");
    says(MPI_Info_set(info, "", "1"), MPI_ERR_INFO_KEY,
         "key is empty: it must have at least one character");
    says(MPI_Info_set(info, "soft", NULL), MPI_ERR_INFO_VALUE,
         "the value of key \"soft\" is NULL: pass a string");
    says(MPI_Info_delete(info, "hard"), MPI_ERR_INFO_NOKEY,
         "the info object has no key \"hard\"");
    says(MPI_Info_get(info, "soft", -1, value, &flag), MPI_ERR_ARG,
         "valuelen is -1: it must not be negative");
    MPI_Info_free(&info);
    says(MPI_Error_class(1 << 29, &class), MPI_ERR_ARG, "is no error code");
    says(MPI_Comm_set_errhandler(MPI_COMM_WORLD, MPI_ERRHANDLER_NULL), MPI_ERR_ERRHANDLER,
         "errhandler is MPI_ERRHANDLER_NULL");
    says(MPI_Op_free(&(MPI_Op){ MPI_SUM }), MPI_ERR_OP, "MPI_SUM is predefined");
    says(MPI_Alloc_mem(-1, MPI_INFO_NULL, value), MPI_ERR_SIZE,
         "size is -1: it must not be negative");
}

static void of_windows(void)
{
    int memory[4] = { 0 }, data = 0;
    MPI_Win win;

    says(MPI_Win_create(memory, -1, 1, MPI_INFO_NULL, MPI_COMM_WORLD, &win), MPI_ERR_SIZE,
         "size is -1: it must not be negative");
    says(MPI_Win_create(memory, 4, 0, MPI_INFO_NULL, MPI_COMM_WORLD, &win), MPI_ERR_DISP,
         "disp_unit is 0: it must be a number of bytes above 0");
    MPI_Win_create(memory, sizeof memory, 4, MPI_INFO_NULL, MPI_COMM_WORLD, &win);
    MPI_Win_set_errhandler(win, MPI_ERRORS_RETURN);
    says(MPI_Put(&data, 1, MPI_INT, 0, 0, 1, MPI_INT, win), MPI_ERR_RMA_SYNC,
         "there is no access epoch with rank 0: begin one with");
    says(MPI_Win_lock(7, 0, 0, win), MPI_ERR_LOCKTYPE,
         "lock_type is 7: use MPI_LOCK_SHARED or MPI_LOCK_EXCLUSIVE");
    MPI_Win_fence(0, win);
    says(MPI_Put(&data, 1, MPI_INT, 6, 0, 1, MPI_INT, win), MPI_ERR_RANK,
         "target rank 6 is no rank of the window, whose ranks are 0 to 0");
    says(MPI_Put(&data, 1, MPI_INT, 0, -1, 1, MPI_INT, win), MPI_ERR_DISP,
         "target_disp is -1: it must not be negative");
    says(MPI_Put(&data, 1, MPI_INT, 0, 4, 1, MPI_INT, win), MPI_ERR_RMA_RANGE,
         "window, which has 16 B (displacement 4, unit 4)");
    MPI_Win_fence(MPI_MODE_NOSUCCEED, win);
    MPI_Win_free(&win);
}

static void of_files(void)
{
    char data = 0;
    MPI_File file;

    says(MPI_File_open(MPI_COMM_SELF, "/dev/null", 0, MPI_INFO_NULL, &file),
         MPI_ERR_AMODE, "amode is 0x0: it must have exactly one of MPI_MODE_RDONLY");
    says(MPI_File_open(MPI_COMM_SELF, "", MPI_MODE_RDONLY, MPI_INFO_NULL, &file),
         MPI_ERR_BAD_FILE, "the name of the file is empty");
    MPI_File_open(MPI_COMM_SELF, "/dev/null", MPI_MODE_RDONLY, MPI_INFO_NULL, &file);
    says(MPI_File_write(file, &data, 1, MPI_CHAR, MPI_STATUS_IGNORE), MPI_ERR_READ_ONLY,
         "\"/dev/null\" was opened with MPI_MODE_RDONLY: it can only be read");
    says(MPI_File_read_at(file, -1, &data, 1, MPI_CHAR, MPI_STATUS_IGNORE), MPI_ERR_ARG,
         "offset is -1: it must not be negative");
    says(MPI_File_seek(file, 0, 99), MPI_ERR_ARG,
         "whence is 99: it must be MPI_SEEK_SET, MPI_SEEK_CUR or MPI_SEEK_END");
    says(MPI_File_set_view(file, 0, MPI_INT, MPI_CHAR, "native", MPI_INFO_NULL),
         MPI_ERR_TYPE, "is not made of whole etypes (MPI_INT, 4 B)");
    says(MPI_File_read_all_end(file, &data, MPI_STATUS_IGNORE), MPI_ERR_OTHER,
         "no MPI_File_read_all_begin came before: call it first");
    MPI_File_close(&file);
    says(MPI_Register_datarep("", NULL, NULL, NULL, NULL), MPI_ERR_ARG,
         "datarep is \"\": it must have 1 to");
}

static void of_processes(void)
{
    char port[MPI_MAX_PORT_NAME];
    int length = 0;
    MPI_Comm comm;

    says(MPI_Lookup_name("nobody's", MPI_INFO_NULL, port), MPI_ERR_NAME,
         "no process of this user publishes the name \"nobody's\"");
    says(MPI_Comm_connect("harbour", MPI_INFO_NULL, 0, MPI_COMM_SELF, &comm),
         MPI_ERR_PORT, "\"harbour\" is not what MPI_Open_port returned");
    says(MPI_Comm_spawn("true", MPI_ARGV_NULL, 0, MPI_INFO_NULL, 0, MPI_COMM_SELF, &comm,
                        MPI_ERRCODES_IGNORE),
         MPI_ERR_ARG, "maxprocs of command 0 is 0: start at least one process");
    says(MPI_Session_get_nth_pset(MPI_SESSION_NULL, MPI_INFO_NULL, 0, &length, port),
         MPI_ERR_SESSION, "session is MPI_SESSION_NULL");
}

int main(int argc, char **argv)
{
    check_init(&argc, &argv);
    errors_return(MPI_COMM_SELF);
    errors_return(MPI_COMM_WORLD);
    of_messages();
    of_requests();
    of_collectives();
    of_datatypes();
    of_communicators();
    of_topologies();
    of_objects();
    of_windows();
    of_files();
    of_processes();
    return finish();
}
