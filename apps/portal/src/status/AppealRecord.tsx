import { APPEAL_GROUNDS, APPEAL_STANDINGS } from '@portcullis/contracts/portal/evidence';
import type { PortalMatterAppeal } from '@portcullis/contracts/portal/matter';
import { fileSize } from '@portcullis/ui/text/numbers';
import { fileAddress } from '../door/door.js';
import { When } from '../parts/When.js';
import { say, sayCount, sayKnown } from '../words/say.js';

/** What the customer gave: papers to load down again, and the words that were sent. */
export function AppealRecord(props: { appeal: PortalMatterAppeal }) {
  const { appeal } = props;
  const grounds = APPEAL_GROUNDS.filter((ground) => appeal.grounds.includes(ground));
  const standing = APPEAL_STANDINGS.find((one) => one === appeal.standing);
  return (
    <>
      {appeal.files.length > 0 && (
        <details className="fold" open={appeal.files.length <= 3}>
          <summary>
            {say('more.papers.sent')} <span className="quiet">{sayCount('papers.some', appeal.files.length)}</span>
          </summary>
          <ul className="files">
            {appeal.files.map((file) => (
              <li key={file.id}>
                <a
                  href={fileAddress(appeal.id, file.id)}
                  download={file.name}
                  aria-label={say('more.download', { name: file.name })}
                >
                  {file.name}
                </a>
                <span className="quiet">
                  {sayKnown(`paper.${file.purpose}`, say('paper.other'))}, {fileSize(file.size)}, <When at={file.at} />
                </span>
              </li>
            ))}
          </ul>
        </details>
      )}
      <details className="fold">
        <summary>{say('more.statement')}</summary>
        {grounds.length > 0 && (
          <ul>
            {grounds.map((ground) => (
              <li key={ground}>{say(`ground.${ground}`)}</li>
            ))}
          </ul>
        )}
        <p className="prose" dir="auto">
          {appeal.statement}
        </p>
        <p className="quiet">
          {standing
            ? say('more.by', { name: appeal.contactName, standing: say(`standing.${standing}`) })
            : appeal.contactName}
          {appeal.submittedAt && (
            <>
              , <When at={appeal.submittedAt} />
            </>
          )}
        </p>
      </details>
    </>
  );
}
