/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * service.h: published names (MPI 5.0, 11.9.4).
 *
 * A name is a file in a folder of the user, so all processes of a user that share the
 * folder find each other, whichever jobs they are in; nobody else's do.  The folder is
 * SLIPWAY_SERVICES, by default .slipway/services in the home directory, which the nodes
 * of a cluster share as a rule.  The publisher holds a lock on the file: a name whose
 * publisher was killed is as good as not published, and is taken over by the next who
 * publishes it.
 */
#ifndef SPAWN_SERVICE_H
#define SPAWN_SERVICE_H

/* MPI_ERR_SERVICE if somebody has published it, or if it is empty or too long;
 * MPI_ERR_ACCESS if the folder cannot be used. */
int service_publish(const char *name, const char *port_name);

/* port_name has room for MPI_MAX_PORT_NAME bytes.  MPI_ERR_NAME if nobody publishes it.
 */
int service_lookup(const char *name, char *port_name);

/* MPI_ERR_SERVICE if this process has not published it for this port. */
int service_unpublish(const char *name, const char *port_name);

/* Unpublishes what is left, at the end. */
void service_fini(void);

#endif
