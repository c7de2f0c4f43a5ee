import { type ComboboxItem, type ComboboxItemGroup, Select } from '@mantine/core';
import { useState } from 'react';
import classes from './graph.module.css';
import { typedSubjects } from './typed-subject.js';

/** Picks a node of the picture, or any subject by its id: `account:acct_9`. */
export function NodePicker(props: {
  label: string;
  placeholder: string;
  disabled?: boolean;
  /** Those in the picture. */
  drawn: readonly ComboboxItemGroup<ComboboxItem>[];
  value: string | null;
  onChange: (id: string | null) => void;
}) {
  const { drawn } = props;
  const [search, setSearch] = useState('');
  const items = drawn.flatMap((one) => one.items);
  const isPicked = items.some(({ label }) => label === search);
  const others = isPicked ? [] : typedSubjects(search).filter((id) => items.every(({ value }) => value !== id));
  return (
    <Select
      className={classes.pick}
      size="xs"
      label={props.label}
      placeholder={props.placeholder}
      disabled={props.disabled}
      searchable
      clearable
      limit={100}
      nothingFoundMessage="Nothing in the picture is called so. Any id can be typed: account:acct_1"
      data={others.length > 0 ? [...drawn, { group: 'Not in the picture', items: others }] : drawn}
      value={props.value}
      onChange={props.onChange}
      onSearchChange={setSearch}
    />
  );
}
