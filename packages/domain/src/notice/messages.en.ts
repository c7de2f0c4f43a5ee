/**
 * Everything that a customer reads, in English. Plain strings with {placeholders}: a translation is another object of
 * the same keys. Never blame, never threaten, and never "our systems detected" alone.
 */
export const MESSAGES_EN = {
  'subject.warn': 'About your use of our API: a warning ({reference})',
  'subject.require_verification': 'About your use of our API: please confirm some details ({reference})',
  'subject.rate_limit': 'About your use of our API: your rate is limited ({reference})',
  'subject.restrict': 'About your use of our API: part of it is restricted ({reference})',
  'subject.suspend': 'About your use of our API: access is suspended ({reference})',
  'subject.terminate': 'About your use of our API: access has ended ({reference})',

  'heading.what': 'What happened',
  'heading.since': 'Since when, and for how long',
  'heading.still_works': 'What still works',
  'heading.why': 'Why',
  'heading.how': 'How this was decided',
  'heading.ends': 'What would end it',
  'heading.appeal': 'If you think this is wrong',
  'heading.next': 'What happens next',

  greeting: 'Dear {customer},',
  'what.warn': 'We ask you to change something about how {subjects} use our API. Nothing has been switched off.',
  'what.require_verification': 'We ask you to confirm some details about {subjects}. Nothing has been switched off.',
  'what.rate_limit': 'We limited the rate at which {subjects} can use our API.',
  'what.restrict': 'We restricted part of what {subjects} can use: {restriction}.',
  'what.suspend': 'We suspended access to our API for {subjects}.',
  'what.terminate': 'We ended access to our API for {subjects}.',
  'subjects.api_key.one': 'one API key ({names})',
  'subjects.api_key.many': '{count} API keys ({names})',
  'subjects.account.one': 'one account ({names})',
  'subjects.account.many': '{count} accounts ({names})',
  'subjects.organization.one': 'your organization ({names})',
  'subjects.organization.many': '{count} organizations ({names})',
  'subjects.partner.one': 'your partner access ({names})',
  'subjects.partner.many': '{count} partner accesses ({names})',
  'subjects.end_user.one': 'one end user ({names})',
  'subjects.end_user.many': '{count} end users ({names})',
  'subjects.more': 'and {count} more',

  'since.until': 'Since {from}. It ends by itself on {until}.',
  'since.open': 'Since {from}. It has no end date; below you find what would end it.',
  'since.final': 'Since {from}. It is meant to be permanent; you can appeal.',
  'since.once': 'On {from}. There is nothing to wait for.',

  'works.portal': 'This page, your appeal and our answers, without signing in to your account.',
  'works.data_export': 'You can export your data.',
  'works.billing': 'You can see and pay invoices, and unused prepaid credit is kept for you.',
  'works.account_sign_in': 'You can sign in and read your settings and history.',
  'works.api_limited': 'The API answers as before, up to the lower rate.',
  'works.api_rest': 'Everything in the API that is not named above.',
  'works.api_all': 'The API works as before.',
  'works.others': 'Accounts and keys that are not named above are not affected.',

  'why.ground.contractual': 'The ground is our contract with you: {clause}. It says: “{clauseText}”',
  'why.ground.legal': 'The ground is the law: {clause}. It says: “{clauseText}”',
  'why.facts': 'These are the facts we rely on. You can contest each of them:',
  'why.signals': 'This rests on these kinds of signals: {families}.',
  'why.withheld': 'We left out: {items}. Whoever decides an appeal sees all of it.',
  'family.network': 'where connections came from',
  'family.client': 'how client software identified itself',
  'family.account': 'how accounts are linked',
  'family.payment': 'payment details',
  'family.behaviour': 'times and patterns of use',
  'family.identity': 'company and ownership records',
  'family.content': 'the shape of requests',
  'family.report': 'a report that we received',
  'withheld.threshold': 'exact thresholds',
  'withheld.signature': 'technical signatures',
  'withheld.source_identity': 'who told us',
  'withheld.other_customer': 'details about other customers',
  'withheld.legal': 'what the law does not allow us to say',

  'how.detected.yes': 'Automated means pointed out what we looked at.',
  'how.detected.no': 'No automated means were used to find this.',
  'how.decided.not_automated': 'People decided it: {people}.',
  'how.decided.partially_automated': 'Automated means took part in the decision, and people confirmed it: {people}.',
  'how.decided.fully_automated': 'The decision was automatic. You can have a person look at it.',
  'people.one': 'one reviewer',
  'people.many': '{count} people, each by themselves',

  'ends.date': 'The date above.',
  'ends.location_proof':
    'Proof of where your team works, such as an office lease or the addresses your traffic leaves from.',
  'ends.ownership_proof': 'Proof of who owns your company, such as a registry extract or an ownership chart.',
  'ends.gateway_proof': 'Proof that the traffic is your own gateway’s, with a list of who uses it.',
  'ends.reseller_contract': 'The contract with your reseller and the list of customers behind it.',
  'ends.key_rotation': 'New keys in place of those that others use.',
  'ends.stop': 'Ending the conduct described above.',
  'ends.appeal': 'An appeal that succeeds.',

  'appeal.how': 'You can appeal here, without signing in: {url}',
  'appeal.until': 'You have until {until}. Somebody who had no part in this decision will look at it afresh.',
  'appeal.until_open':
    'The time to appeal has not started to run. Somebody who had no part in this decision will look at it afresh.',
  'appeal.papers': 'You can add papers such as a registry extract, an ownership chart or a lease (PDF or image).',
  'appeal.relief': 'If this stops work that cannot wait, you can ask there for temporary access during the review.',
  'appeal.outside': 'You can also go to a court or to an out-of-court body for settling disputes.',

  'next.appeal': 'If you appeal, you get a confirmation at once and our answer within {hours} hours.',
  'next.reply': 'A person reads replies to {replyTo}.',
  'next.by': 'You hear from us again by {by}.',

  'letter.victim_notice.subject': 'Your API key was used by somebody else ({reference})',
  'letter.victim_notice.body':
    'We have reason to think that somebody else uses {subjects}. You did nothing wrong, and nothing is held against you. Please replace the key and look at who could have read it. Use by others will not be charged to you once you tell us: {url}',
  'letter.verification_request.subject': 'Please confirm some details ({reference})',
  'letter.verification_request.body':
    'Please confirm some details about {subjects} by {by}. What we need, and what we accept, is here: {url}',
  'letter.appeal_acknowledged.subject': 'We have your appeal ({reference})',
  'letter.appeal_acknowledged.body':
    'Your appeal arrived on {at}. Somebody who had no part in the decision will look at it afresh. You hear from us by {by}. You can follow it and add papers here: {url}',
  'letter.appeal_question.subject': 'A question about your appeal ({reference})',
  'letter.appeal_question.body':
    'To decide your appeal we need to know: {question} Please answer here by {by}: {url} Without an answer we decide on what we have.',
  'letter.appeal_message.subject': 'A message about your appeal ({reference})',
  'letter.appeal_message.body':
    'The person who looks at your appeal wrote to you. You can read the message and answer it here: {url}',
  'letter.appeal_result.subject': 'The result of your appeal ({reference})',
  'letter.appeal_result.upheld':
    'We looked at your appeal afresh and the decision stands. {reason} You can read the full answer, and what you can do next, here: {url}',
  'letter.appeal_result.partly_reversed':
    'We looked at your appeal afresh and changed the decision in part. {reason} What changes and when is here: {url}',
  'letter.appeal_result.reversed':
    'You were right to appeal: the decision is reversed and your access is being restored. {reason} We are sorry for the time this cost you. Details: {url}',
  'letter.appeal_result.inadmissible':
    'We could not look into your appeal as it stands. {reason} You can complete it once, here: {url}',
  'letter.appeal_result.inadmissible_again':
    'We could not look into your appeal after it was completed either. {reason} It cannot be completed again. Our full answer, and where else you can go, is here: {url}',
  'letter.action_ended.subject': 'It has ended ({reference})',
  'letter.action_ended.body': 'What we told you about {subjects} ended on {at}. Your access is as it was before. {url}',
  'letter.fresh_link.subject': 'Your new link ({reference})',
  'letter.fresh_link.body':
    'Here is the new link that was asked for with an older one: {url} It opens what we wrote to you and your appeal, without your account. If nobody with you asked for it, you need not do anything.',
} as const;

export type MessageKey = keyof typeof MESSAGES_EN;
export type Catalogue = Readonly<Record<MessageKey, string>>;
