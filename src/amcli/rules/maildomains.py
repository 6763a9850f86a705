"""Domains of mail that say nothing about whom somebody works for: mail providers, and access providers.

The one list of them; not for what is done with a domain.
"""

_WORLDWIDE = """
    gmail.com googlemail.com outlook.com hotmail.com live.com msn.com passport.com windowslive.com
    yahoo.com ymail.com rocketmail.com icloud.com me.com mac.com aol.com aim.com proton.me
    protonmail.com protonmail.ch pm.me mail.com email.com usa.com zoho.com zohomail.com zohomail.eu
    fastmail.com fastmail.fm hushmail.com hey.com duck.com tutanota.com tutanota.de tutamail.com
    tuta.io tuta.com keemail.me mailbox.org posteo.de posteo.net posteo.eu runbox.com gmx.com gmx.net
    mailfence.com startmail.com disroot.org riseup.net inbox.com lycos.com excite.com juno.com
    myway.com mail.ee simplelogin.com anonaddy.com mozmail.com privaterelay.appleid.com
"""
_PORTALS_ABROAD = """
    outlook.fr outlook.de outlook.es outlook.it outlook.at outlook.be outlook.pt outlook.dk outlook.ie
    outlook.in outlook.jp outlook.com.br outlook.com.au hotmail.co.uk hotmail.fr hotmail.de hotmail.es
    hotmail.it hotmail.be hotmail.nl hotmail.ch hotmail.se hotmail.no hotmail.dk hotmail.fi hotmail.gr
    hotmail.com.br hotmail.com.ar hotmail.com.mx hotmail.com.tr hotmail.ca hotmail.co.jp hotmail.co.il
    live.co.uk live.fr live.de live.nl live.it live.be live.se live.no live.dk live.ca live.com.au
    live.com.mx live.com.ar live.com.pt live.jp live.cn live.ie live.at msn.cn yahoo.co.uk yahoo.fr
    yahoo.de yahoo.es yahoo.it yahoo.ca yahoo.ie yahoo.se yahoo.no yahoo.dk yahoo.gr yahoo.pl yahoo.ro
    yahoo.co.in yahoo.in yahoo.co.jp yahoo.co.id yahoo.co.kr yahoo.co.nz yahoo.co.th yahoo.co.za
    yahoo.com.ar yahoo.com.au yahoo.com.br yahoo.com.cn yahoo.com.co yahoo.com.hk yahoo.com.mx
    yahoo.com.my yahoo.com.ph yahoo.com.sg yahoo.com.tr yahoo.com.tw yahoo.com.ve yahoo.com.vn ymail.ne.jp
    aol.de aol.fr aol.co.uk aol.it aol.es
"""
_EUROPE = """
    gmx.de gmx.at gmx.ch gmx.eu gmx.fr gmx.co.uk gmx.info web.de t-online.de freenet.de arcor.de
    vodafone.de vodafonemail.de online.de 1und1.de email.de mail.de o2mail.de o2online.de alice.de
    alice-dsl.net netcologne.de kabelmail.de unitybox.de ewe.net ewetel.net versanet.de osnanet.de
    aon.at chello.at a1.net utanet.at inode.at bluewin.ch sunrise.ch hispeed.ch swissonline.ch
    vtxmail.ch orange.fr wanadoo.fr free.fr laposte.net sfr.fr neuf.fr numericable.fr bbox.fr club-internet.fr
    aliceadsl.fr cegetel.net voila.fr libero.it alice.it tin.it tim.it virgilio.it tiscali.it
    fastwebnet.it inwind.it iol.it email.it teletu.it aruba.it poste.it telefonica.net movistar.es
    terra.es ono.com jazztel.es euskalnet.net sapo.pt mail.telepac.pt netcabo.pt clix.pt iol.pt
    vodafone.pt btinternet.com btopenworld.com talktalk.net tiscali.co.uk sky.com virginmedia.com
    virgin.net ntlworld.com blueyonder.co.uk plus.net plusnet.com o2.co.uk freeserve.co.uk
    fsmail.net demon.co.uk eircom.net iol.ie telenet.be skynet.be proximus.be scarlet.be pandora.be
    ziggo.nl kpnmail.nl kpnplanet.nl planet.nl hetnet.nl home.nl xs4all.nl upcmail.nl casema.nl
    chello.nl quicknet.nl tele2.nl telfort.nl zonnet.nl freedom.nl pt.lu internet.lu telia.com
    bredband.net comhem.se spray.se tele2.se bahnhof.se passagen.se online.no getmail.no broadpark.no
    frisurf.no mail.dk tdcadsl.dk stofanet.dk youmail.dk jubii.dk kolumbus.fi elisanet.fi saunalahti.fi
    pp.inet.fi luukku.com suomi24.fi simnet.is wp.pl o2.pl onet.pl onet.eu op.pl poczta.onet.pl
    interia.pl interia.eu poczta.fm gazeta.pl tlen.pl go2.pl vp.pl buziaczek.pl seznam.cz email.cz
    centrum.cz post.cz volny.cz atlas.cz tiscali.cz azet.sk centrum.sk zoznam.sk post.sk freemail.hu
    citromail.hu indamail.hu t-online.hu upcmail.hu vipmail.hu abv.bg mail.bg dir.bg siol.net email.si
    t-2.net net.hr t-com.hr inet.hr otenet.gr forthnet.gr in.gr mail.gr windtools.gr inbox.lv mail.lv
    inbox.lt mail.lt takas.lt hot.ee online.ee mynet.com ttmail.com superonline.com turk.net
    mail.ru bk.ru inbox.ru list.ru internet.ru xmail.ru yandex.ru ya.ru yandex.com yandex.by yandex.kz
    yandex.ua rambler.ru lenta.ru autorambler.ru myrambler.ru ro.ru pochta.ru hotbox.ru narod.ru
    ukr.net i.ua meta.ua bigmir.net tut.by
"""
_AMERICAS = """
    comcast.net xfinity.com verizon.net att.net sbcglobal.net bellsouth.net ameritech.net pacbell.net
    swbell.net flash.net prodigy.net cox.net charter.net spectrum.net roadrunner.com rr.com twc.com
    earthlink.net mindspring.com netzero.net netzero.com frontier.com frontiernet.net windstream.net
    centurylink.net centurytel.net embarqmail.com q.com optonline.net optimum.net suddenlink.net
    cableone.net mediacombb.net wowway.com rcn.com hughes.net tds.net peoplepc.com bell.net
    sympatico.ca rogers.com shaw.ca telus.net videotron.ca cogeco.ca eastlink.ca sasktel.net mts.net
    teksavvy.com bol.com.br uol.com.br terra.com.br ig.com.br globo.com globomail.com r7.com oi.com.br
    zipmail.com.br superig.com.br prodigy.net.mx fibertel.com.ar speedy.com.ar arnet.com.ar
    ciudad.com.ar vtr.net entelchile.net une.net.co etb.net.co cantv.net adinet.com.uy
"""
_ASIA_AFRICA_PACIFIC = """
    qq.com vip.qq.com foxmail.com 163.com 126.com yeah.net 188.com vip.163.com sina.com sina.cn
    vip.sina.com sohu.com tom.com 21cn.com 139.com 189.cn wo.cn aliyun.com naver.com hanmail.net
    daum.net kakao.com nate.com hanmir.com korea.com lycos.co.kr docomo.ne.jp ezweb.ne.jp au.com
    softbank.ne.jp i.softbank.jp nifty.com nifty.ne.jp biglobe.ne.jp ocn.ne.jp so-net.ne.jp
    plala.or.jp dion.ne.jp excite.co.jp infoseek.jp goo.jp hinet.net pchome.com.tw seed.net.tw
    netvigator.com singnet.com.sg starhub.net.sg pacific.net.sg streamyx.com tm.net.my rediffmail.com
    sify.com indiatimes.com in.com vsnl.com vsnl.net bsnl.in airtelmail.in telkom.net plasa.com
    walla.com walla.co.il netvision.net.il bezeqint.net 013.net zahav.net.il emirates.net.ae
    eim.ae etisalat.ae maktoob.com gawab.com link.net mweb.co.za telkomsa.net vodamail.co.za
    webmail.co.za iafrica.com absamail.co.za polka.co.za bigpond.com bigpond.net.au optusnet.com.au
    optusnet.com iinet.net.au tpg.com.au westnet.com.au internode.on.net ozemail.com.au dodo.com.au
    adam.com.au aapt.net.au xtra.co.nz slingshot.co.nz orcon.net.nz clear.net.nz paradise.net.nz
    vodafone.co.nz
"""

PUBLIC_DOMAINS = frozenset(
    " ".join((_WORLDWIDE, _PORTALS_ABROAD, _EUROPE, _AMERICAS, _ASIA_AFRICA_PACIFIC)).split()
)


def domain_of(address: str) -> str | None:
    """The domain of an e-mail address, in lower case; None where it is none, or everybody's."""
    name, at, domain = address.strip().rstrip(">").rpartition("@")
    domain = domain.rstrip(".").lower()
    if not (name and at and domain) or domain in PUBLIC_DOMAINS:
        return None
    return domain


def bare_domain(text: str) -> str:
    """A domain without scheme, `www.`, path and port, in lower case."""
    host = text.strip().lower().rpartition("://")[2].split("/")[0].split(":")[0]
    return host.removeprefix("www.")
