import type { FormDefinition } from '@mingdan/shared/forms/definition';
import { describe, expect, it } from 'vitest';
import { type Job, jobFacts } from './job-facts.ts';

const form: FormDefinition = {
  code: 'f',
  version: 1,
  name: '空调安装',
  fields: [
    { key: 'customerName', type: 'text', label: '客户姓名', personal: true },
    { key: 'machine', type: 'select', label: '机型', options: [{ value: 'wall', label: '壁挂机' }] },
    { key: 'floor', type: 'number', label: '楼层', integer: true },
    { key: 'lift', type: 'boolean', label: '有电梯' },
    { key: 'height', type: 'number', label: '安装高度' },
    { key: 'risky', type: 'boolean', label: '需要高空作业' },
    { key: 'idNumber', type: 'number', label: '证件', personal: true },
    { key: 'pipe', type: 'number', label: '管长', unit: '米' },
    { key: 'note', type: 'text', label: '备注' },
  ],
};
const install = (quantity = '1', unit = '台') => ({ name: '空调安装', kind: 'labour', unit, quantity });
const job = (values: Job['values'], over: Partial<Job> = {}): Job => ({
  form,
  values,
  urgent: false,
  lines: [install()],
  crewSize: 1,
  distanceKm: '8.2',
  ...over,
});

describe('what is told before somebody says yes', () => {
  it('in the order in which an installer asks, and nothing that names a person', () => {
    const values = {
      customerName: '王丽',
      idNumber: '7',
      machine: 'wall',
      floor: '8',
      lift: true,
      height: '2.5',
      pipe: '3',
      note: '狗很凶',
    };
    expect(
      jobFacts(job(values, { urgent: true, lines: [install('2'), install('1', '套'), { ...install('5'), kind: 'part' }] })).facts,
    ).toEqual(['加急', '2 台', '1 套', '8 层有电梯', '高 2.5 米', '机型 壁挂机', '管长 3 米']);
  });

  it('what was not answered is left out', () => {
    expect(jobFacts(job({}, { lines: [{ ...install(), unit: '次' }], distanceKm: null }))).toEqual({
      facts: [],
      difficulty: 'low',
      reasons: [],
    });
    expect(jobFacts(job({ floor: '9', risky: false })).facts).toEqual(['1 台', '9 层']);
  });
});

describe('how hard it is', () => {
  it.each([
    ['a lift takes the floor away', job({ floor: '20', lift: true }), 'low', []],
    ['nobody knows whether there is a lift', job({ floor: '20' }), 'low', []],
    ['the third floor by stairs', job({ floor: '3', lift: false }), 'low', []],
    ['the fourth floor by stairs', job({ floor: '4', lift: false }), 'medium', ['4 层无电梯']],
    ['the seventh floor by stairs', job({ floor: '7', lift: false }), 'medium', ['7 层无电梯']],
    ['stairs and a height', job({ floor: '7', lift: false, height: '2' }), 'high', ['7 层无电梯', '高处作业 2 米']],
    ['high work that was answered', job({ risky: true }), 'medium', ['高空作业']],
    ['high work on a line', job({}, { lines: [install(), { ...install(), name: '高空作业费', unit: '次' }] }), 'medium', ['高空作业']],
    ['two machines', job({}, { lines: [install('2')] }), 'medium', ['共 2 台']],
    ['three machines for two people', job({}, { lines: [install('3')], crewSize: 2 }), 'high', ['共 3 台', '需 2 人配合']],
    ['far away', job({}, { distanceKm: '30.0' }), 'medium', ['路程 30.0 公里']],
    ['just not far', job({}, { distanceKm: '29.9' }), 'low', []],
  ])('%s', (_, given, difficulty, reasons) => expect(jobFacts(given)).toMatchObject({ difficulty, reasons }));
});
