import classes from './shell.module.css';

export function UserName(props: { name: string }) {
  return (
    <>
      <span className={classes.userName}>{props.name}</span>
      <span className="pc-visually-hidden">Your menu</span>
      <span aria-hidden="true">▾</span>
    </>
  );
}
