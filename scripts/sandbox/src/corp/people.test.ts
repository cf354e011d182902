import { expect, it } from 'vitest';
import { byTeam, completePeople, demoPeople } from './people.ts';

it('every active member stands in one team, outlets beside the offices', () => {
  const people = demoPeople();
  const teams = byTeam(people);
  const listed = teams.flatMap(({ members }) => members.map(({ userid }) => userid));
  expect([...listed].sort()).toEqual(people.members.map(({ userid }) => userid).sort());
  expect(teams.find(({ name }) => name === '客服部')?.members.map(({ userid }) => userid)).toEqual(
    expect.arrayContaining(['linxiao', 'tang.kefu']),
  );
  // its manager and the installers who live in Beijing
  expect(teams.find(({ name }) => name === '北京朝阳直营店（演示）')?.members.map(({ userid }) => userid)).toEqual(
    expect.arrayContaining(['zhao.shifu', 'qian.shifu', 'sun.shifu']),
  );
  // no list is so long that it must be scrolled through
  expect(Math.max(...teams.map(({ members }) => members.length))).toBeLessThan(20);
});

it('who has left is not listed, and who is of no known department is', () => {
  const [one, other] = demoPeople().members;
  const people = completePeople({
    departments: [],
    members: [
      { ...one!, department: [77] },
      { ...other!, status: 5 },
    ],
  });
  expect(byTeam(people)).toEqual([{ name: '其他', members: [expect.objectContaining({ userid: one!.userid })] }]);
});
