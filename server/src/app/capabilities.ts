import { createIdentity, type Identity } from '../identity/index.ts';
import type { Capability } from '../platform/capability.ts';
import { createFiles, createLocalStore, type FilesApi } from '../platform/files/index.ts';
import type { Ground } from './ground.ts';

/** Everything that the product can do, wired: one function per capability, each given exactly what it may call. */
export interface Capabilities {
  readonly identity: Identity;
  readonly files: Capability & { api: FilesApi };
  /** All of them, in the order in which their tables are made. */
  readonly all: readonly Capability[];
}

export function createCapabilities(ground: Ground): Capabilities {
  const identity = wireIdentity(ground);
  const files = wireFiles(ground);
  return { identity, files, all: [identity, files] };
}

function wireIdentity({ uow, crypto, clock, config }: Ground): Identity {
  return createIdentity({ uow, crypto, clock, adminUserids: config.identity.adminUserids });
}

function wireFiles({ uow, crypto, clock, config }: Ground): Capability & { api: FilesApi } {
  return createFiles({ uow, crypto, clock, blobs: createLocalStore(config.files.dir), mayReadSubject: async () => false });
}
