/**
 * Word stock per naming culture. All combinations are invented; a likeness to a real company or person is chance.
 * `stems` and `trades` build organization names, `slugs` are Latin stand-ins for domains of non-Latin names.
 */
export interface Culture {
  readonly script: string;
  readonly given: readonly string[];
  readonly family: readonly string[];
  readonly stems: readonly string[];
  readonly trades: readonly string[];
  /** `{s}` stem, `{t}` trade. */
  readonly forms: readonly string[];
  /** `{w}` street word, `{n}` house number. */
  readonly street: string;
  readonly streets: readonly string[];
  readonly familyFirst?: boolean;
  readonly joined?: boolean;
}

const words = (text: string): readonly string[] => text.trim().split(/\s+/);

const english: Culture = {
  script: 'Latin',
  given: words(
    'Ada Bram Cleo Dorothy Ewan Flora Grant Hester Imogen Jasper Keira Lowell Marian Niall Orla Percy Quinn Rowan Sybil Tobias Una Vernon Willa Yorick',
  ),
  family: words(
    'Ashdown Birchall Corwin Dunmore Ellery Fenwick Garside Holloway Ingram Jessop Kittredge Lorimer Merrow Northcote Oakes Pemberley Quayle Ravensdale Stanhope Thackery Underhill Vance Wetherby Yardley',
  ),
  stems: words(
    'Larkfield Brightwater Stonebridge Fernhill Copperleaf Tidewell Ashgrove Windmere Hollowell Redcairn Marlpit Quarrystone Silverbeck Thornbury Juniper Halcyon',
  ),
  trades: words('Analytics Systems Logistics Robotics Insight Health Learning Freight Studios Software Ledger Labs'),
  forms: ['{s} {t}, Inc.', '{s} {t} LLC', '{s} {t} Ltd', '{s} & Co.'],
  street: '{n} {w}',
  streets: [
    'Orchard Lane',
    'Canal Street',
    'Mill Road',
    'Harbour View',
    'Station Parade',
    'Chestnut Avenue',
    'Quarry Hill',
  ],
};

const german: Culture = {
  script: 'Latin',
  given: words(
    'Anneke Bastian Clemens Dörte Emil Frieda Gereon Hanna Ilse Jonas Käthe Lorenz Mira Nils Ottilie Paul Rieke Sönke Thea Ulrich',
  ),
  family: words(
    'Ahrens Brückner Cordes Dahlke Eichwald Falkner Grünbaum Hollerbach Immelmann Jürgens Kröger Lindqvist Mühlberg Nordhoff Overbeck Pfeiffer Röttger Stüve Thielen Weißkopf',
  ),
  stems: words(
    'Nordlicht Eichental Rheinwerk Sternbrück Falkenstein Grünufer Silberbach Weitblick Hafenblick Mühlgrund',
  ),
  trades: words('Datenwerk Systemhaus Logistik Messtechnik Softwarehaus Analytik Medizintechnik Lernwelten'),
  forms: ['{s} {t} GmbH', '{s} {t} AG', '{s} {t} UG (haftungsbeschränkt)'],
  street: '{w} {n}',
  streets: ['Lindenallee', 'Hafenstraße', 'Mühlgasse', 'Am Kanal', 'Ahornweg', 'Bahnhofplatz'],
};

const french: Culture = {
  script: 'Latin',
  given: words(
    'Apolline Basile Clémence Damien Élodie Florian Gaëlle Hugues Inès Joël Loïc Maëlle Noé Océane Perrine Rémi Solène Théo Yvette Zélie',
  ),
  family: words(
    'Aubertin Beaulieu Chastel Delorme Estève Fontanel Garnier Hérault Jacquemin Lavigne Maréchal Noiret Perrault Quesnel Roussel Sauvage Tissot Vasseur',
  ),
  stems: words('Clairval Montrose Rivelune Beaupré Valmont Étincelle Aubépine Boréale Océanis Grandpré'),
  trades: words('Données Logistique Conseil Numérique Santé Énergie Apprentissage Robotique'),
  forms: ['{s} {t} SAS', '{s} {t} SARL', '{s} {t} SA'],
  street: '{n}, {w}',
  streets: ['rue des Tilleuls', 'quai du Moulin', 'avenue des Érables', 'place du Marché', 'chemin du Lavoir'],
};

const spanish: Culture = {
  script: 'Latin',
  given: words(
    'Abril Bruno Camila Diego Elena Facundo Graciela Hernán Inés Joaquín Lucía Mateo Natalia Óscar Pilar Ramiro Sofía Tomás Valeria Ximena',
  ),
  family: words(
    'Altamirano Bustamante Cárdenas Domínguez Echeverría Figueroa Gallardo Hinojosa Ibarra Larrañaga Montenegro Núñez Olivares Peñaloza Quiroga Robledo Salvatierra Urrutia Villanueva Zúñiga',
  ),
  stems: words('Valleclaro Sierralta Marazul Puertonuevo Cóndor Ceibo Horizonte Quetzal Riosol Araucaria'),
  trades: words('Analítica Pagos Logística Sistemas Finanzas Salud Educación Comercio'),
  forms: ['{s} {t} S.A.', '{s} {t} S. de R.L.', '{s} {t} S.A.S.', '{s} {t} SpA'],
  street: '{w} {n}',
  streets: [
    'Calle de los Olivos',
    'Avenida del Puerto',
    'Paseo de la Alameda',
    'Calle Nueva',
    'Avenida Libertadores del Sur',
  ],
};

const portuguese: Culture = {
  script: 'Latin',
  given: words(
    'Ana Breno Cecília Davi Eloá Fábio Graça Heitor Íris João Lívia Murilo Nádia Otávio Priscila Raul Sônia Tiago Úrsula Vitória',
  ),
  family: words(
    'Albuquerque Brandão Cordeiro Drummond Esteves Furtado Guimarães Lacerda Magalhães Nóbrega Pacheco Queirós Rebouças Serrão Tavares Vasconcelos',
  ),
  stems: words('Ipêroxo Mangabeira Rioclaro Serramar Jacarandá Aroeira Pedrazul Maré Caatinga Belavista'),
  trades: words('Dados Pagamentos Logística Sistemas Saúde Tecnologia Educação Crédito'),
  forms: ['{s} {t} Ltda.', '{s} {t} S.A.', '{s} {t}, Lda.'],
  street: '{w}, {n}',
  streets: ['Rua das Acácias', 'Avenida do Cais', 'Travessa do Ipê', 'Alameda dos Jacarandás', 'Rua do Comércio Velho'],
};

const italian: Culture = {
  script: 'Latin',
  given: words('Adele Bruno Chiara Dario Elisa Fulvio Giada Ivo Lidia Matteo Noemi Orfeo Piera Rocco Sveva Tullio'),
  family: words(
    'Albinoni Bellacqua Castagneri Dorigo Ferrabosco Gualtieri Lanciano Montefalco Novelli Ottaviani Pescarolo Ripamonti Santacroce Valdarno',
  ),
  stems: words('Montelario Fiumechiaro Altavilla Borgoverde Solemare Castelbruno Lunasole'),
  trades: words('Dati Logistica Sistemi Salute Robotica Analisi'),
  forms: ['{s} {t} S.r.l.', '{s} {t} S.p.A.'],
  street: '{w} {n}',
  streets: ['Via dei Tigli', 'Corso del Porto', 'Piazza del Mulino', 'Via Nuova'],
};

const dutch: Culture = {
  script: 'Latin',
  given: words('Aafke Bas Coen Daan Elke Femke Gijs Hilde Joris Lotte Maarten Nienke Pim Roos Sjoerd Tess'),
  family: [
    'van Ackeren',
    'de Brouwer',
    'van den Dool',
    'ter Horst',
    'Kuiper',
    'van Lierop',
    'Mulder',
    'Oosting',
    'Roelofs',
    'van der Veen',
  ],
  stems: words('Waterlinie Noorderzon Lindenhof Polderlicht Duinrand Havenmond'),
  trades: words('Data Logistiek Systemen Zorg Techniek Analyse'),
  forms: ['{s} {t} B.V.', '{s} {t} N.V.'],
  street: '{w} {n}',
  streets: ['Kadeweg', 'Molenlaan', 'Lindengracht-Noord', 'Havenpad'],
};

const nordic: Culture = {
  script: 'Latin',
  given: words(
    'Åsa Bjørn Dagny Einar Freja Gunnar Hedda Ingvar Jorunn Kåre Liv Mads Nanna Øystein Ragna Signe Tor Ylva',
  ),
  family: words(
    'Askeland Bergström Dahlgaard Ekblad Fjellheim Granlund Hovland Isaksson Kjeldsen Lønning Nyström Ørsted Sandvik Tveit Wikmark',
  ),
  stems: words('Fjordlys Nordstjärna Granskog Havørn Isbryter Björkdal Midtsund'),
  trades: words('Data Logistikk System Analys Helse Teknik'),
  forms: ['{s} {t} AB', '{s} {t} AS', '{s} {t} A/S', '{s} {t} Oy'],
  street: '{w} {n}',
  streets: ['Björkvägen', 'Havnegata', 'Skogsstigen', 'Kirkebakken'],
};

const polish: Culture = {
  script: 'Latin',
  given: words(
    'Agnieszka Bartosz Celina Dobromir Elżbieta Grzegorz Halina Ignacy Jagoda Łukasz Małgorzata Radosław Stanisława Zbigniew',
  ),
  family: words(
    'Borkowski Cieślak Dąbrowiecki Gąsior Jabłonowski Kędziora Leśniewski Mrożek Niedźwiecki Paździor Rzepka Świątek Żurawski',
  ),
  stems: words('Bursztyn Zielonylas Wiślanka Jasnagóra Srebrnik Dębowiec'),
  trades: words('Dane Logistyka Systemy Robotyka Analizy Zdrowie'),
  forms: ['{s} {t} sp. z o.o.', '{s} {t} S.A.'],
  street: 'ul. {w} {n}',
  streets: ['Lipowa', 'Portowa', 'Młyńska', 'Ogrodowa', 'Źródlana'],
};

const turkish: Culture = {
  script: 'Latin',
  given: words('Aylin Barış Ceren Deniz Elif Fırat Gökçe Hakan İpek Kerem Leyla Mert Nilüfer Özgür Selin Tuğba'),
  family: words('Akarsu Bozdağ Çınar Demirtaş Erdoğmuş Gündüz Işıklı Karaağaç Özdemirci Şahinbey Tunçbilek Yıldırım'),
  stems: words('Bozkır Mavideniz Çınaraltı Yakamoz Günışığı Kavakdere'),
  trades: words('Veri Lojistik Yazılım Sağlık Finans Eğitim'),
  forms: ['{s} {t} A.Ş.', '{s} {t} Ltd. Şti.'],
  street: '{w} No: {n}',
  streets: ['Ihlamur Sokak', 'Liman Caddesi', 'Değirmen Yolu'],
};

const vietnamese: Culture = {
  script: 'Latin',
  given: [
    'Minh Anh',
    'Bảo Châu',
    'Gia Huy',
    'Hồng Nhung',
    'Khánh Linh',
    'Quang Vinh',
    'Thảo My',
    'Tuấn Kiệt',
    'Ngọc Ánh',
    'Đức Thịnh',
  ],
  family: words('Nguyễn Trần Lê Phạm Hoàng Vũ Đặng Bùi Đỗ Hồ'),
  stems: ['Sao Biển', 'Trúc Xanh', 'Ánh Dương', 'Hải Vân', 'Sông Mây', 'Hoa Ban'],
  trades: ['Dữ liệu', 'Phần mềm', 'Vận tải', 'Giáo dục', 'Công nghệ'],
  forms: ['Công ty TNHH {t} {s}', 'Công ty CP {t} {s}'],
  street: '{n} {w}',
  streets: ['đường Hoa Sữa', 'phố Cảng Cũ', 'đường Bến Nghé Mới'],
  familyFirst: true,
};

const indonesian: Culture = {
  script: 'Latin',
  given: words(
    'Ayu Bagus Citra Dewi Eka Fajar Galih Hendra Intan Joko Kartika Lestari Made Nur Putri Rizky Sari Wulan',
  ),
  family: words(
    'Adiputra Budiarto Cahyono Darmawan Firmansyah Gunadi Hartanto Kusuma Mahardika Nugraha Pranata Santoso Wijayanto',
  ),
  stems: words('Nusadata Samudra Merapi Cendana Rajawali Kencana'),
  trades: words('Teknologi Logistik Digital Edukasi Finansial'),
  forms: ['PT {s} {t}', 'CV {s} {t}'],
  street: 'Jl. {w} No. {n}',
  streets: ['Melati Raya', 'Pelabuhan Lama', 'Kenanga', 'Taman Cemara'],
};

const african: Culture = {
  script: 'Latin',
  given: words(
    'Adaeze Baraka Chidi Dalila Ebele Folake Gathoni Hamisi Ifeoma Jabari Kwame Lindiwe Makena Nomsa Obinna Sipho Thandeka Wanjiru Yaw Zola',
  ),
  family: words(
    'Abiodun Banda Chikwanha Dlamini Eze Gachanja Kamau Mbeki-Osei Mwangi Ndlovu Okonjo-Bello Owusu Sekibo Tshabalala Wekesa',
  ),
  stems: words('Baobab Savanna Kilima Umoja Sankofa Marula Ubuntu-Kaya Nuru'),
  trades: words('Data Payments Logistics Health Agritech Learning'),
  forms: ['{s} {t} Ltd', '{s} {t} (Pty) Ltd', '{s} {t} PLC'],
  street: '{n} {w}',
  streets: ['Jacaranda Road', 'Harbour Close', 'Acacia Drive', 'Old Market Street'],
};

const romanian: Culture = {
  script: 'Latin',
  given: words('Anca Bogdan Corina Dragoș Elena Florin Ileana Mihnea Nicoleta Răzvan Ștefania Tudor'),
  family: words('Aldea Brânză Cernat Dumbravă Gheorghiță Lupescu Munteanu Oțelea Pârvulescu Țurcanu Voicu'),
  stems: words('Zimbru Câmpiaverde Steaua-Nord Carpatica Izvorul'),
  trades: words('Date Logistică Sisteme Sănătate'),
  forms: ['{s} {t} S.R.L.', '{s} {t} S.A.'],
  street: '{w} nr. {n}',
  streets: ['Strada Teilor', 'Bulevardul Portului', 'Strada Morii'],
};

const ukrainian: Culture = {
  script: 'Cyrillic',
  given: words(
    'Богдана Василь Ганна Данило Євгенія Іван Катерина Лесь Марічка Назар Оксана Петро Соломія Тарас Уляна Ярина',
  ),
  family: words(
    'Бондаренко Гайдамака Данилюк Єфименко Журба Кравчук Левченко Мельничук Онищенко Підлісний Романчук Сірик Ткачук Яворський',
  ),
  stems: words('Чайка Світанок Джерело Калина Подільник Вітрило'),
  trades: words('Аналітика Системи Логістика Медицина Освіта'),
  forms: ['ТОВ «{s} {t}»', 'ПП «{s}»'],
  street: 'вул. {w}, {n}',
  streets: ['Липова', 'Портова', 'Млинова', 'Джерельна'],
};

const bulgarian: Culture = {
  script: 'Cyrillic',
  given: words('Асен Бояна Весела Димо Елица Живко Калина Любен Невена Пламен Радост Цветан'),
  family: words('Ангелов Босилков Велчева Градинаров Дъбравски Зографски Ковачева Маринчев Орешков Тодорчев'),
  stems: words('Бреза Родопея Изгрев Звезден Морски'),
  trades: words('Данни Софтуер Логистика Анализи'),
  forms: ['„{s} {t}“ ЕООД', '„{s} {t}“ АД'],
  street: 'ул. „{w}“ {n}',
  streets: ['Липите', 'Пристанищна', 'Воденична'],
};

const russian: Culture = {
  script: 'Cyrillic',
  given: words('Алевтина Борис Вера Глеб Дарья Егор Жанна Захар Инга Кирилл Лидия Мирон Нина Остап Раиса Тихон'),
  family: words(
    'Арефьева Беркутов Ветлугин Горшенина Дубравин Ельник Заречный Калинкин Луговская Омутов Речной Снегирёва',
  ),
  stems: words('Вектор Родник Северник Лазурит Орион Меридиан'),
  trades: words('Данные Системы Логистика Софт Решения'),
  forms: ['ООО «{s} {t}»', 'ТОО «{s} {t}»'],
  street: 'ул. {w}, д. {n}',
  streets: ['Берёзовая', 'Портовая', 'Мельничная', 'Заречная'],
};

const greek: Culture = {
  script: 'Greek',
  given: words('Αγγελική Βασίλης Δάφνη Ελένη Ζωή Ηλίας Θάλεια Κώστας Λητώ Μυρτώ Νίκος Ξένια Πέτρος Σταύρος'),
  family: words('Αλεξίου Βλαχάκης Γεωργαλάς Δρακόπουλος Καραμήτρου Λαζαρίδης Μανωλάκης Παπαδάτος Σπυρίδης Χρυσάνθου'),
  stems: words('Θάλασσα Ελαιώνας Ορίζων Αστραία Κύμα'),
  trades: words('Δεδομένα Λογισμικό Ναυτιλία Ανάλυση'),
  forms: ['{s} {t} Α.Ε.', '{s} {t} Ι.Κ.Ε.'],
  street: '{w} {n}',
  streets: ['Οδός Ελιάς', 'Λιμένος', 'Μύλων'],
};

const arabic: Culture = {
  script: 'Arabic',
  given: words('أمل باسم تالا جاد حنان خليل دانة رامي زينة سامر شهد طارق عبير فادي ليان مازن نور هالة وائل ياسمين'),
  family: words(
    'البستاني الحداد الخياط الدباغ الراوي الزيتوني السمّان الشامي الطويل العطار الفارس القمر الكاتب المرجان النجار الورد',
  ),
  stems: words('واحة نخيل مرجان سنابل أفق بوصلة زمرد'),
  trades: words('البيانات البرمجيات الدفع التعليم الصحة التجارة'),
  forms: ['شركة {s} {t} ذ.م.م', 'مؤسسة {s} {t}'],
  street: '{n} {w}',
  streets: ['شارع الزيتون', 'طريق الميناء', 'شارع الياسمين'],
};

const hebrew: Culture = {
  script: 'Hebrew',
  given: words('אביגיל בועז גלית דורון הדס זוהר חן יעל ליאור מיכל נועם עדי רוני שירה תמר'),
  family: words('אלמוג ברקאי גולן דרורי הררי וקנין זמיר טל כרמי לביא מזרחי נבון'),
  stems: words('אלון גלים אופק שחף ברוש'),
  trades: words('נתונים תוכנה לוגיסטיקה בריאות'),
  forms: ['{s} {t} בע״מ'],
  street: '{w} {n}',
  streets: ['רחוב האלון', 'שדרות הנמל', 'רחוב הטחנה'],
};

const hindi: Culture = {
  script: 'Devanagari',
  given: words('अनन्या भावेश चारु दीपक ईशा गौरव हेमा जतिन कविता लोकेश मीरा नितिन पूजा रोहन सुनीता तन्मय उषा विवेक'),
  family: words('अग्रहरि बंसल चतुर्वेदी देशपांडे गहलोत जोशी कुलश्रेष्ठ मिश्रा नागर पांडेय राठौर सक्सेना त्रिवेदी वाजपेयी'),
  stems: words('नवदीप सूर्योदय हिमशिखर नीलकमल सागरिका प्रकाशपुंज'),
  trades: words('सूचना तकनीक विश्लेषण शिक्षा स्वास्थ्य भुगतान'),
  forms: ['{s} {t} प्रा. लि.', '{s} {t} लिमिटेड'],
  street: '{n}, {w}',
  streets: ['नीम मार्ग', 'पुराना बाज़ार', 'झील रोड', 'आम्रपाली पथ'],
};

const bengali: Culture = {
  script: 'Bengali',
  given: words('অনিক বৃষ্টি চন্দন দীপা ফারহান জয়া কমল লাবণী মিতা নাফিস রিমা সজল'),
  family: words('আচার্য বড়ুয়া চৌধুরী দত্তগুপ্ত হালদার কর্মকার মজুমদার সরকার তালুকদার'),
  stems: words('শাপলা মেঘনা সোনালী দিগন্ত'),
  trades: words('তথ্য প্রযুক্তি শিক্ষা পরিবহন'),
  forms: ['{s} {t} লিমিটেড'],
  street: '{n} {w}',
  streets: ['কদম সড়ক', 'পুরাতন ঘাট রোড'],
};

const chineseSimplified: Culture = {
  script: 'Han',
  given: words('安琪 博文 晨曦 德明 恩惠 芳菲 冠宇 浩然 佳怡 凯文 丽娜 铭泽 诺言 若兰 思远 天佑 文静 欣悦 雅婷 子轩'),
  family: words('陈 林 黄 张 李 王 吴 刘 蔡 杨 许 郑 谢 郭 曾 邱 廖 赖 徐 周'),
  stems: words('云帆 青岚 星澜 海棠 远山 明溪 松鹤 灵犀 沧浪 银杉 朗月 长风 听涛 碧落 鸿图 晴川'),
  trades: words('数据 智能 网络 软件 物流 教育 科技'),
  forms: ['{s}{t}有限公司', '{s}{t}私人有限公司', '{s}{t}科技股份有限公司'],
  street: '{w}{n}号',
  streets: ['梧桐路', '旧港街', '水磨巷', '观澜大道'],
  familyFirst: true,
  joined: true,
};

const chineseTraditional: Culture = {
  ...chineseSimplified,
  given: words('安琪 博文 晨曦 德明 恩惠 芳菲 冠宇 浩然 佳怡 凱文 麗娜 銘澤 諾言 若蘭 思遠 雅婷'),
  family: words('陳 林 黃 張 李 王 吳 劉 蔡 楊 許 鄭 謝 郭 曾 邱'),
  stems: words('雲帆 青嵐 星瀾 海棠 遠山 明溪 松鶴 靈犀 銀杉 朗月 長風 聽濤'),
  trades: words('數據 資訊 網絡 軟件 物流 教育'),
  forms: ['{s}{t}有限公司', '{s}{t}股份有限公司'],
  street: '{w}{n}號',
  streets: ['梧桐道', '舊港街', '水磨里'],
};

const japanese: Culture = {
  script: 'Japanese',
  given: words('葵 蓮 さくら 大翔 結衣 悠真 陽菜 海斗 美咲 颯太 凛 拓海 千尋 直樹 ひかり 涼介'),
  family: words('青木原 石川島 上野原 江藤田 小笠 風見 桐谷 篠宮 高瀬川 月岡 七瀬 羽鳥 星野原 三雲 山吹 若槻'),
  stems: words('青嵐 みなと ひばり 白樺 風見鶏 あかつき 水鏡 木漏れ日'),
  trades: words('システム データ 物流 ロボティクス 教育 ソフト'),
  forms: ['株式会社{s}{t}', '{s}{t}合同会社', '{s}{t}株式会社'],
  street: '{w}{n}番地',
  streets: ['柳通り', '港町', '水車坂'],
  familyFirst: true,
};

const korean: Culture = {
  script: 'Hangul',
  given: words('가온 나래 다솜 도윤 라온 민서 바다 보람 서준 소율 아름 유진 은채 지후 하늘 한결'),
  family: words('강 권 김 노 문 박 배 서 송 신 안 윤 이 임 장 조 최 한'),
  stems: words('한빛 푸른솔 미리내 새벽 가람 온누리'),
  trades: words('데이터 소프트 물류 교육 시스템'),
  forms: ['주식회사 {s}{t}', '{s}{t} 유한회사'],
  street: '{w} {n}',
  streets: ['느티나무길', '옛항구로', '물레방아길'],
  familyFirst: true,
  joined: true,
};

const thai: Culture = {
  script: 'Thai',
  given: words('กมล ขวัญ จันทร์ ชาติ ดวงใจ ธนา นภา ปรีชา พิมพ์ มาลี รุ่ง วิชัย สายฝน อรุณ'),
  family: words('แก้วใส คงมั่น จันทร์เพ็ญ ดาวเรือง ทองสุข บุญรอด พงษ์ไพร วงศ์ทอง ศรีสุข'),
  stems: words('ลำธาร ดาวเหนือ บัวหลวง ฟ้าใส'),
  trades: words('ดาต้า ซอฟต์แวร์ ขนส่ง การศึกษา'),
  forms: ['บริษัท {s}{t} จำกัด'],
  street: '{n} {w}',
  streets: ['ถนนลีลาวดี', 'ถนนท่าเรือเก่า'],
};

const georgian: Culture = {
  script: 'Georgian',
  given: words('ანა ბექა გვანცა დავით ეკა თორნიკე კოტე ლევან მარიამ ნინო სალომე'),
  family: words('აბულაძე ბერიანი გორგილაძე დვალიშვილი კახიძე ლომთაძე მაისაძე'),
  stems: words('მთვარე არწივი ნაკადული'),
  trades: words('მონაცემები სისტემები ლოჯისტიკა'),
  forms: ['შპს {s} {t}'],
  street: '{w} {n}',
  streets: ['ცაცხვის ქუჩა', 'ნავსადგურის ქუჩა'],
};

export const cultures = {
  english,
  german,
  french,
  spanish,
  portuguese,
  italian,
  dutch,
  nordic,
  polish,
  turkish,
  vietnamese,
  indonesian,
  african,
  romanian,
  ukrainian,
  bulgarian,
  russian,
  greek,
  arabic,
  hebrew,
  hindi,
  bengali,
  chineseSimplified,
  chineseTraditional,
  japanese,
  korean,
  thai,
  georgian,
} as const satisfies Record<string, Culture>;

export type CultureName = keyof typeof cultures;
