import { expect, it } from 'vitest';
import { boundKeys, type Command, inOrder } from './commands';

const command = (id: string, keys?: string): Command => ({
  id,
  title: id,
  group: 'x',
  run: () => undefined,
  ...(keys === undefined ? {} : { keys }),
});

it('gives a key that two parts want to the inner one, and leaves the outer its other keys', () => {
  const all = new Map([
    ['shell', [command('undo', 'z,mod+z'), command('go')]],
    ['list', [command('zoom', 'z')]],
    ['dialog', [command('close', 'escape')]],
  ]);
  expect(inOrder(all).map(({ id, keys }) => [id, keys])).toEqual([
    ['close', 'escape'],
    ['zoom', 'z'],
    ['undo', 'mod+z'],
    ['go', undefined],
  ]);
  expect(
    inOrder(
      new Map([
        ['outer', [command('a', 'x')]],
        ['inner', [command('b', 'x')]],
      ]),
    ).map(({ id, keys }) => [id, keys]),
  ).toEqual([
    ['b', 'x'],
    ['a', undefined],
  ]);
});

it('listens for what a key prints, and for Space by its place', () => {
  expect(boundKeys('j,down')).toEqual([{ keys: 'j,down', byPlace: false }]);
  expect(boundKeys('slash')).toEqual([{ keys: '/', byPlace: false }]);
  expect(boundKeys('space,i')).toEqual([
    { keys: 'i', byPlace: false },
    { keys: 'space', byPlace: true },
  ]);
  expect(boundKeys(undefined)).toEqual([]);
});
