import * as z from 'zod';
import type { ContactDirectory } from '../../customers/index.ts';
import type { IdentityApi } from '../../identity/index.ts';
import { systemOrigin } from '../../platform/actor.ts';
import type { UnitOfWork } from '../../platform/db/unit-of-work.ts';
import { newId } from '../../platform/ids.ts';
import type { WecomApi } from './api.ts';
import { WecomError } from './errors.ts';

const contactAnswer = z.looseObject({
  external_contact: z.looseObject({ name: z.string().max(128), unionid: z.string().max(128).optional() }),
  follow_user: z.array(
    z.looseObject({ userid: z.string(), remark: z.string().optional(), remark_mobiles: z.array(z.string()).optional() }),
  ),
});

/** 客户联系: who follows an external contact. Errors that mean "not yours" and "not there" tell the same. */
export function createDirectory({
  uow,
  identity,
  api,
}: {
  uow: UnitOfWork;
  identity: IdentityApi;
  api: WecomApi | null;
}): ContactDirectory {
  return {
    corpId: api?.app.corpId ?? '',
    async lookUp(externalUserid, personId) {
      if (!api) return 'unavailable';
      const person = await uow.read(systemOrigin('wecom.directory', newId()), (tx) => identity.person(tx, personId));
      if (!person) return 'not_followed';
      try {
        const { external_contact, follow_user } = await api.call(
          'GET',
          '/cgi-bin/externalcontact/get',
          { query: { external_userid: externalUserid } },
          contactAnswer,
        );
        const follow = follow_user.find(({ userid }) => userid.toLowerCase() === person.userid.toLowerCase());
        if (!follow) return 'not_followed';
        return {
          name: external_contact.name,
          phone: follow.remark_mobiles?.find((mobile) => /^1\d{10}$/.test(mobile)) ?? null,
          unionid: external_contact.unionid ?? null,
        };
      } catch (error) {
        if (!(error instanceof WecomError)) throw error;
        return error.what === 'never' ? 'not_followed' : 'unavailable';
      }
    },
  };
}
