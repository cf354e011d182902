import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { ConfigError, loadConfig } from './config.ts';
import { loadMasterKeys } from './master-key.ts';

const wecom = {
  WECOM_CORP_ID: 'ww1',
  WECOM_AGENT_ID: '1000002',
  WECOM_SECRET: 's3cr3t-value',
  WECOM_TOKEN: 'tok',
  WECOM_AES_KEY: 'a'.repeat(43),
};

function errorOf(env: Record<string, string>): ConfigError {
  try {
    loadConfig(env, '/base');
  } catch (error) {
    if (error instanceof ConfigError) return error;
    throw error;
  }
  throw new Error('no error');
}

describe('settings', () => {
  test('none are needed', () => {
    const config = loadConfig({}, '/base');
    expect(config.http).toMatchObject({ host: '127.0.0.1', port: 8080, publicUrl: null, h5Origins: [] });
    expect(config.database).toEqual({ url: null, sqliteFile: '/base/.data/mingdan.sqlite' });
    expect(config.files.dir).toBe('/base/.data/files');
    expect([config.wecom, config.wechat, config.redis.url]).toEqual([null, null, null]);
  });

  test('an empty value is an absent one', () => {
    expect(loadConfig({ PORT: '', DATABASE_URL: '', WECOM_SECRET: '' }, '/base').http.port).toBe(8080);
  });

  test('is frozen to the ground', () => {
    const config = loadConfig({ ...wecom, H5_ORIGINS: 'https://a.example' }, '/base');
    expect([config, config.http, config.http.h5Origins, config.wecom].every((part) => Object.isFrozen(part))).toBe(true);
  });

  test('live addresses by default, the sandbox by setting, without a trailing slash', () => {
    expect(loadConfig(wecom, '/base').wecom).toMatchObject({ apiBase: 'https://qyapi.weixin.qq.com', corpId: 'ww1' });
    expect(loadConfig({ ...wecom, WECOM_API_BASE: 'http://127.0.0.1:8090/' }, '/base').wecom?.apiBase).toBe('http://127.0.0.1:8090');
  });

  test('every wrong one is named, none with its value', () => {
    const error = errorOf({
      ...wecom,
      PORT: 'http',
      DATABASE_URL: 'postgres://user:hunter2@db/x',
      WECOM_AES_KEY: 'short-but-secret',
      LOG_LEVEL: 'loud',
      MASTER_KEY: 'c2hvcnQ=',
    });
    expect([...error.settings].sort()).toEqual(['DATABASE_URL', 'LOG_LEVEL', 'MASTER_KEY', 'PORT', 'WECOM_AES_KEY']);
    for (const value of ['hunter2', 'short-but-secret', 's3cr3t-value', 'c2hvcnQ=']) expect(error.message).not.toContain(value);
  });

  test('what belongs together is asked for together', () => {
    const { WECOM_TOKEN: _, WECOM_SECRET: __, ...some } = wecom;
    expect([...errorOf(some).settings].sort()).toEqual(['WECOM_SECRET', 'WECOM_TOKEN']);
    expect(errorOf({ WECHAT_APP_ID: 'wx1' }).settings).toEqual(['WECHAT_SECRET']);
  });

  test.each(['https://a.example/path', 'ftp://a.example', 'a.example', 'https://a.example,nonsense'])(
    '%s is no list of origins',
    (H5_ORIGINS) => {
      expect(errorOf({ H5_ORIGINS }).settings).toEqual(['H5_ORIGINS']);
    },
  );
});

describe('master key', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'mingdan-key-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  test('is made once, for the owner only, and read again', () => {
    const file = join(folder, 'data', 'master.key');
    const first = loadMasterKeys({ master: null, file });
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(first[0]).toHaveLength(32);
    expect(loadMasterKeys({ master: null, file })).toEqual(first);
  });

  test('several lines are a rotation: the first is current', () => {
    const file = join(folder, 'master.key');
    const [old] = loadMasterKeys({ master: null, file });
    const fresh = Buffer.alloc(32, 7);
    writeFileSync(file, `${fresh.toString('base64')}\n${readFileSync(file, 'utf8')}`);
    expect(loadMasterKeys({ master: null, file })).toEqual([fresh, old]);
  });

  test('a damaged file stops the start and does not get replaced', () => {
    const file = join(folder, 'master.key');
    writeFileSync(file, 'rubbish');
    expect(() => loadMasterKeys({ master: null, file })).toThrow(ConfigError);
    expect(readFileSync(file, 'utf8')).toBe('rubbish');
  });
});
