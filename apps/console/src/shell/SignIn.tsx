import { Button, PasswordInput, TextInput } from '@mantine/core';
import { Note } from '@portcullis/ui';
import { useQueryClient } from '@tanstack/react-query';
import { getRouteApi, useRouter } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { ApiError, signIn } from '../api/client.js';
import classes from './shell.module.css';

const route = getRouteApi('/sign-in');

/** Only a path of our own: an address from outside must not be reached through a sign-in. */
export function safeNext(next: string | undefined): string {
  return next?.startsWith('/') && !next.startsWith('//') && !next.includes('\\') && !next.startsWith('/sign-in')
    ? next
    : '/';
}

export function SignIn() {
  const { next } = route.useSearch();
  const router = useRouter();
  const client = useQueryClient();
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);

  async function submit(event: FormEvent) {
    event.preventDefault();
    if (busy) return;
    setBusy(true);
    setProblem(null);
    try {
      await signIn(email, password);
      client.clear();
      router.history.push(safeNext(next));
    } catch (cause) {
      setProblem(cause instanceof ApiError ? cause.message : 'Signing in failed. Try again.');
      setBusy(false);
    }
  }

  return (
    <main className={classes.signIn}>
      <form className={classes.signInBox} onSubmit={submit}>
        <h1>
          <img src="/portcullis.svg" alt="" />
          Portcullis
        </h1>
        <p className="pc-quiet" style={{ margin: 0 }}>
          {next ? 'Sign in to go on where you were.' : 'Sign in with your staff account.'}
        </p>
        {problem && (
          <div role="alert">
            <Note tone="warning">
              <p>{problem}</p>
            </Note>
          </div>
        )}
        <TextInput
          size="sm"
          label="E-mail"
          type="email"
          name="email"
          autoComplete="username"
          required
          withAsterisk={false}
          autoFocus
          value={email}
          onChange={(event) => setEmail(event.currentTarget.value)}
        />
        <PasswordInput
          size="sm"
          label="Password"
          name="password"
          autoComplete="current-password"
          required
          withAsterisk={false}
          value={password}
          onChange={(event) => setPassword(event.currentTarget.value)}
          visibilityToggleButtonProps={{ 'aria-label': 'Show or hide the password' }}
        />
        <Button size="sm" type="submit" loading={busy}>
          Sign in
        </Button>
      </form>
    </main>
  );
}
